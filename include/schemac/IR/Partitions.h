//===- Partitions.h - What a partition is without its parent ----*- C++ -*-===//
#pragma once

#include "schemac/IR/Schema.h"
#include <functional>

namespace schemac {

/// Whether unique \p columns are unique in the whole of a partitioned table: they must hold all
/// columns that it is partitioned by.
bool coversPartitionKey(const Table &table, const std::vector<Name> &columns);

/// The table that \p partition is when it is detached: with a copy of what its parent has in \p
/// state, under the names that PostgreSQL gives.
Table standalone(Context &context, const Schema &state, const Table &partition);

/// What a table of the state is called at the time in question.
using TableNames = std::function<QName(QName)>;

/// The same of a partition of \p parent that is called \p name and has nothing of its own.
/// \p named is what the tables of \p state are called then; none: as they are there.
Table standalone(Context &context, const Schema &state, const Table &parent, QName name,
                 const TableNames &named = {});

/// The index of \p key, which is there with it.
Index indexOfKey(const Constraint &key);

/// What the bounds of a partition say of its rows as a check, by the key of the table and the
/// bound.
using BoundAsCheck = std::function<std::string(const PartitionKey &, Expr)>;

/// A partition of a partition holds the rows that are within the bounds of both: what the server
/// looks for when it is attached to \p parent is the sum. Empty when any of them cannot be said.
std::string boundsAsCheck(const Schema &state, const Table &parent, Expr bound,
                          const BoundAsCheck &asCheck);

/// The default partition of \p parent; null when there is none.
const Table *defaultPartition(const Schema &state, QName parent);

/// The partitions of \p table, at any depth.
std::vector<QName> partitionsBelow(const Schema &state, QName table);

/// Tables that inherit from \p table without being partitions of it, sorted.
std::vector<QName> heirsOf(const Schema &schema, QName table);

/// \p table and what inherits from it at any distance, parents before their heirs.
std::vector<QName> familyOf(const Schema &schema, QName table);
/// The parents from which \p table inherits the column.
std::vector<QName> giversOf(const Schema &schema, const Table &table, Name column);
/// The checks that \p table inherits, at any distance, and does not list as its own.
std::vector<Constraint> inheritedChecks(const Schema &schema, const Table &table);

/// Whether \p table has a check of exactly this text that holds for every row.
bool hasValidCheck(const Table &table, std::string_view text);

} // namespace schemac
