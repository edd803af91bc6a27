//===- MovedColumns.h - Columns that go to another table --------*- C++ -*-===//
#pragma once

#include "schemac/IR/Schema.h"

namespace schemac {

/// The columns of \p schema that "users.bio" or "auth.users.bio" can mean, as an author wrote it;
/// with the default namespace before it or without. Parts may stand in quotes,
/// "my.app"."users"."b.io": then it means one at most. Where none does, a dot may be part of a
/// name.
std::vector<SubRef> columnsNamed(const Schema &schema, std::string_view written, Context &context);

/// The first of them; without a table when there is none.
SubRef columnNamed(const Schema &schema, std::string_view written, Context &context);

/// What means \p column and no other: parts that have dots or quotes in them stand in quotes.
std::string columnPath(const SubRef &column);

/// Whether rows of the table are told apart by exactly these columns. A deferrable key does not
/// decide a conflict at once.
bool tellsRowsApart(const Table &t, const std::vector<Name> &columns);

} // namespace schemac
