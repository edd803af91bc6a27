//===- PartitionFaults.h - Partitions that PostgreSQL refuses ---*- C++ -*-===//
#pragma once

#include "schemac/IR/Schema.h"
#include <memory>

namespace schemac {

/// Why no row could be within \p bound, or its numbers are none; empty as far as is known.
std::string boundFault(Expr bound);

/// Which bounds hold the same rows. Each partition is held against all beside it, at every step on
/// one, so what their texts say is read once: an attachment of the Context.
class PartitionBounds {
public:
  /// Whether some row is certainly within both bounds of partitions of one table.
  bool overlap(Expr one, Expr other);

private:
  struct Bound;
  const Bound &read(Expr bound);

  llvm::DenseMap<Name, std::shared_ptr<const Bound>> bounds; ///< by their text
  Expr asked; ///< what was held against others last, one after the other
  const Bound *askedBound = nullptr;
};

} // namespace schemac
