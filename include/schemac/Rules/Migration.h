//===- Migration.h - A migration written by hand, as rules see it -*- C++ -*-===//
#pragma once

#include "schemac/IR/Plan.h"
#include <unordered_set>

namespace schemac {

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
};

/// A file of a migration history, or a part of one.
struct Migration {
  SourceRange range; ///< the whole of it
  const Schema *start = nullptr, *end = nullptr;
  std::span<const Op> steps;
  std::vector<MigrationStatement> statements;
  /// The runner puts all of it into one transaction, unless it begins one itself.
  bool wrapped = false;
  /// Tables that the same release made before this file: nobody uses them yet.
  std::unordered_set<QName> createdBefore;
};

} // namespace schemac
