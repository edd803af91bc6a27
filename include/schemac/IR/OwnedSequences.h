//===- OwnedSequences.h - The sequences behind columns ----------*- C++ -*-===//
//
// The sequence of a serial or identity column is a part of the column, yet a relation of the
// database with a name of its own.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/IR/Schema.h"

namespace schemac {

/// What the sequence of the column is called; empty when it has none.
std::string ownedSequenceName(const Table &table, const Column &column);

/// The default of another column that draws from the sequence of \p column, which has one: that of
/// a partition, or of what is left when the sequence has gone to another table.
Expr drawsFrom(Context &context, const Table &table, const Column &column);

/// The column whose own sequence is called \p name; no column when there is none. Looks through all
/// tables of the namespace.
SubRef ownerOfSequence(const Schema &state, QName name);

} // namespace schemac
