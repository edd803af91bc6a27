//===- Overruns.h - Locks that are held for too long ------------*- C++ -*-===//
#pragma once

#include "schemac/Analysis/Estimate.h"

namespace schemac {

/// A lock that makes others wait for longer than the budget allows, or for a time not known.
struct Overrun {
  const Op *op = nullptr; ///< that takes the lock
  unsigned number = 0;    ///< of that step, from 1 through the plan
  std::string label;      ///< "set_not_null users.email"
  HeldLock lock;
  double limitMs = 0;
  /// The step that takes most of the time, with its work, on relations of these sizes.
  const Op *longest = nullptr;
  unsigned longestNumber = 0;
  StepCost cost;
  std::vector<std::pair<QName, TableSize>> reads;
};

/// The locks of every transaction of \p plan, applied to \p from, that are over \p budget. Tables
/// that the plan makes are taken for empty. Stops at a step that cannot be applied: others report
/// that.
std::vector<Overrun> findOverruns(const Plan &plan, const Schema &from, const LockBudget &budget,
                                  Context &context);
/// The same of its way back, from the end through the reverses of all steps. The steps are those
/// that are undone.
std::vector<Overrun> findOverrunsBack(const Plan &plan, const Schema &from,
                                      const LockBudget &budget, Context &context);

} // namespace schemac
