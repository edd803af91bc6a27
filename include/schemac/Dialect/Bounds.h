//===- Bounds.h - What all bounds of a partition say of its rows -*- C++ -*-===//
#pragma once

#include "schemac/Dialect/Dialect.h"
#include "schemac/IR/Partitions.h"

namespace schemac {

/// What \p bound in \p parent, and the bounds of the tables that this is a partition of, say of
/// rows, as one check; empty when any of them cannot be said.
inline std::string boundsAsCheck(const Dialect &dialect, const Schema &state, const Table &parent,
                                 Expr bound) {
  return boundsAsCheck(state, parent, bound, [&](const PartitionKey &key, Expr of) {
    return dialect.partitionCheck(key, of);
  });
}

/// For which rows the partitions of \p whole have room, over its columns; "true": for all that it
/// may have. Empty when no check says it.
std::string roomInPartitions(const Dialect &dialect, const Schema &state, const Table &whole);

} // namespace schemac
