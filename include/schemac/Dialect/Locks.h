//===- Locks.h - Lock modes and what a statement costs ----------*- C++ -*-===//
#pragma once

#include "schemac/IR/Plan.h"
#include <optional>

namespace schemac {

/// PostgreSQL's table lock modes, weakest first. Other dialects map theirs onto these.
enum class LockMode : uint8_t {
  None,
  AccessShare,
  RowShare,
  RowExclusive,
  ShareUpdateExclusive,
  Share,
  ShareRowExclusive,
  Exclusive,
  AccessExclusive
};
/// "ACCESS EXCLUSIVE"
std::string_view lockName(LockMode mode);
/// Whether a holder of \p held makes a request for \p wanted wait.
bool conflicts(LockMode held, LockMode wanted);
/// What traffic waits while \p mode is held.
enum class Blocks : uint8_t { Nothing, Writes, All };
Blocks blocks(LockMode mode);

struct LockUse {
  QName relation;
  LockMode mode = LockMode::None;
  /// Where `mode` is taken when the rows have been worked on: what is held until then, None if
  /// nothing.
  std::optional<LockMode> working = std::nullopt;
  friend bool operator==(const LockUse &, const LockUse &) = default;
};

/// What a statement does to the tables it touches, beside the lock.
enum class Work : uint8_t {
  Catalog,    ///< O(1)
  Scan,       ///< reads every row
  IndexBuild, ///< reads every row and writes an index
  Rewrite,    ///< writes every row and every index
  Batches     ///< data in batches, each a short transaction
};

/// The cost of one step in one state.
struct StepCost {
  std::vector<LockUse> locks; ///< strongest per relation; the step's own table first
  Work work = Work::Catalog;
  bool inTransaction = true; ///< may run inside a transaction block
  std::string_view rule;     ///< the row of the dialect's lock table that decided
  std::vector<QName> reads;  ///< relations whose rows are read or written; the step's own table
                             ///< first, when it is one of them
  LockMode strongest() const;
};

} // namespace schemac
