//===- Migration.h - A migration written by hand, as rules see it -*- C++ -*-===//
#pragma once

#include "schemac/IR/Plan.h"
#include "schemac/IR/Schema.h"
#include <unordered_set>

namespace schemac {

/// A statement that a block which is not followed may run.
struct SupposedChange {
  SourceRange range;
  std::vector<Op> steps;
  std::vector<Table> taken; ///< tables that are not in the state
  bool looped = false;      ///< for each pass of a loop
};

/// One statement, with the steps that it is.
struct MigrationStatement {
  enum Kind : uint8_t {
    Change,   ///< of the schema
    Data,     ///< reads or writes rows
    Begin,    ///< opens a transaction block
    Commit,   ///< ends it
    Rollback, ///< ends it and undoes it
    Setting,  ///< SET, RESET
    Utility,  ///< VACUUM, LOCK, REFRESH and the like
    Opaque,   ///< not understood
    Other     ///< of no concern here
  };
  Kind kind = Change;
  SourceRange range;
  size_t first = 0, count = 0; ///< its steps in `steps`
  Name setting, value;         ///< Setting; no value: reset
  bool local = false;          ///< SET LOCAL
  /// Its statement in `statements` is divided: this is a part of the DO block with that number,
  /// which is one transaction. 0: a statement by itself.
  unsigned block = 0;
  bool unseen = false; ///< it calls what may change rows in ways that nobody has looked at
  std::vector<SupposedChange> supposed; ///< Opaque: of a DO block
  std::string built; ///< the statement, where a block puts it together and it stands nowhere
};

/// What statements that were not understood may have changed.
struct Taint {
  std::unordered_set<QName> tables;
  bool all = false; ///< one of them names nothing

  void add(const Op &op);
  bool has(QName table) const { return all || tables.count(table); }
};

/// An index that one file of a release makes or takes away, on a table in use.
struct IndexChange {
  bool drop = false;
  QName table;
  Index index;
  bool served = false; ///< drop: another one that begins in the same way was there
  SourceRange range;   ///< of the statement
};

/// What is made and released together: one file, or all that a branch adds.
struct Release {
  std::unordered_set<QName> created; ///< by the files before: nobody uses them yet
  std::vector<IndexChange> indexes;  ///< by the files before, in their order
  const Schema *end = nullptr;       ///< behind the last file; null: that of the file at hand
  const Schema *next = nullptr;      ///< each file is judged by itself: behind the one that follows
};

/// A file of a migration history, or a part of one.
struct Migration {
  SourceRange range; ///< the whole of it
  const Schema *start = nullptr, *end = nullptr;
  std::span<const Op> steps;
  std::vector<MigrationStatement> statements;
  /// The runner puts all of it into one transaction, unless it begins one itself.
  bool wrapped = false;
  Release release;
  Taint taint; ///< by the files before
};

} // namespace schemac
