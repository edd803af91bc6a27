//===- Estimate.h - How long a step takes, and others wait ------*- C++ -*-===//
//
// From rows and bytes alone, by rates of a modest server with a cold cache; the rates are printed
// with every plan that uses them. What the estimates are for is to tell a moment from a minute.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/Dialect/Dialect.h"
#include "schemac/Dialect/LockBudget.h"

namespace schemac {

/// What is known of a table's size; -1: not known.
struct TableSize {
  TableSize() = default;
  explicit TableSize(const Table &table);

  int64_t rows = -1, bytes = -1, indexBytes = -1;
  unsigned indexes = 0; ///< those of keys included

  bool isKnown() const { return rows >= 0 || bytes >= 0; }
};

/// How long work on one table takes; nothing when its size is not known. An index build is of
/// \p built indexes.
std::optional<double> workMs(Work work, const TableSize &size, unsigned built = 1);

/// The class of the table that \p relation is, or is an index of; of other relations: normal.
Traffic trafficOf(const Schema &schema, QName relation);

/// The one place that says what may be done in a plain statement: whether a lock of this mode may
/// be held on each of \p tables while all of them are worked on. Each must be small for its
/// traffic and known to be (null: not known), and all of the work must fit what each allows.
bool fitsBudget(const LockBudget &budget, std::span<const Table *const> tables, Work work,
                LockMode mode);

/// Of the relations that a step works on, those that its work is done to: its table, or view, with
/// partitions and heirs. The rows of the others are only read.
std::vector<QName> workedOn(const StepCost &cost, const Schema &before);

/// How long a step takes that is applied to \p before, without waiting for locks. Nothing when the
/// size of a table that it reads is not known.
std::optional<double> estimateMs(const Op &op, const StepCost &cost, const Schema &before);

/// The same of a statement that is no step (UtilityLocks.def).
std::optional<double> estimateUtilityMs(const StepCost &cost, const Schema &before);

/// A lock that makes others wait.
struct HeldLock {
  QName relation;
  LockMode mode = LockMode::None;
  std::optional<double> ms; ///< until the commit; nothing when it is not known
  size_t step = 0;          ///< that takes it
  Traffic traffic = Traffic::Normal;
};

/// Of what a step locks that is applied to \p before, that whose traffic is not normal.
using LockedTraffic = std::vector<std::pair<QName, Traffic>>;
LockedTraffic lockedTraffic(const StepCost &cost, const Schema &before);

/// A step of a transaction.
struct TimedCost {
  const StepCost *cost = nullptr;
  std::optional<double> ms;
  LockedTraffic traffic = {};
};
/// The locks of one transaction that make others wait. Each is held from the first step that takes
/// it to the end: one relation may be locked in several modes, each with a time and a limit of its
/// own.
std::vector<HeldLock> heldLocks(const std::vector<TimedCost> &transaction);

/// The rates and sizes that estimates assume, in a sentence.
std::string estimateAssumptions();

} // namespace schemac
