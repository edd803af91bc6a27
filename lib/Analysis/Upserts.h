//===- Upserts.h - Keys that an application may upsert by -------*- C++ -*-===//
//
// INSERT ... ON CONFLICT names columns, and needs a key or unique index over exactly these, by
// these names: one over a second column that is kept in step refuses the same rows, and does not
// serve.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/IR/Schema.h"

namespace schemac {

/// What code of a schema may upsert by.
struct UpsertKey {
  std::vector<Name> columns;
  SourceRange range; ///< of its declaration

  std::string list() const; ///< "a, b"
};

/// One for each set of columns by which \p table is unique.
std::vector<UpsertKey> upsertKeys(const Table &table);

/// Whether code that knows the table by the name \p known can upsert by \p key in \p state. True
/// where the table or a column is not there: that is another matter.
bool canUpsert(const Schema &state, QName known, const UpsertKey &key);

/// Whether no two rows are alike in the columns of \p key all the same: by another key, or by one
/// over columns that are kept in step with these.
bool isUniqueBy(const Schema &state, QName known, const UpsertKey &key);

/// Whether code of \p target may upsert by what \p key is there: another name of a column is the
/// one that is kept in step with it in \p state.
bool isKeptBy(const Schema &target, const Schema &state, QName known, const UpsertKey &key);

} // namespace schemac
