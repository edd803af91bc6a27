//===- Batches.h - Updates of many rows in short transactions ---*- C++ -*-===//
#pragma once

#include "Emission.h"

namespace schemac::emitpg {

/// Changes rows of one table. The statement is `update WHERE range [AND where] [end]`, where the
/// range is over the key columns of that table, or over ctid.
struct BatchWork {
  QName table;           ///< whose rows are counted off
  std::vector<Name> key; ///< unique and not null; empty: by position in the file (ctid)
  int64_t rows = 0;      ///< per batch
  std::string update;    ///< UPDATE ... SET ..., without WHERE
  std::string where;     ///< true for rows that still need the change; empty: all
  std::string end;       ///< what stands behind the conditions
  std::string title;     ///< of the notice at the end
  /// When the rows counted off are not those changed (FROM in the update), how the range's columns
  /// are written: "source" for "source"."id". Empty: the table itself.
  std::string qualifier;
  bool divided = false; ///< into partitions, which have its rows
  bool only = false;    ///< not of tables that inherit from it: they have batches of their own
};

/// The key to count rows off by: the one given where \p table still has it, the primary key, a
/// unique index over columns that are not null; empty when there is none. By columns that are no
/// key any more, rows without a value would be passed over.
std::vector<Name> batchKey(const std::vector<Name> &given, const Table *table);

/// A DO block that commits after each batch, so it must not run inside a transaction. Interrupted,
/// it may simply run again: it begins at the first row that needs the change.
std::string batchLoop(const Spelling &s, const BatchWork &work, int version);

/// The same for an executor with a loop of its own; nothing without a key.
std::optional<BatchSql> batchSql(const Spelling &s, const BatchWork &work);

} // namespace schemac::emitpg
