//===- Partitions.h - What a partition is without its parent ----*- C++ -*-===//
#pragma once

#include "schemac/IR/Schema.h"

namespace schemac {

/// Whether unique \p columns are unique in the whole of a partitioned table: they must hold all
/// columns that it is partitioned by.
bool coversPartitionKey(const Table &table, const std::vector<Name> &columns);

/// The table that \p partition is when it is detached: with a copy of what its parent has in \p
/// state, under the names that PostgreSQL gives.
Table standalone(Context &context, const Schema &state, const Table &partition);

/// The same of a partition of \p parent that is called \p name and has nothing of its own.
Table standalone(Context &context, const Schema &state, const Table &parent, QName name);

/// The index of \p key, which is there with it.
Index indexOfKey(const Constraint &key);

/// The default partition of \p parent; null when there is none.
const Table *defaultPartition(const Schema &state, QName parent);

} // namespace schemac
