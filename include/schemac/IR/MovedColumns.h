//===- MovedColumns.h - Columns that go to another table --------*- C++ -*-===//
#pragma once

#include "schemac/IR/Schema.h"

namespace schemac {

/// The column of \p schema that "users.bio" or "auth.users.bio" means, as an author wrote it; with
/// the default namespace before it or without. Without a table when there is none.
SubRef columnNamed(const Schema &schema, std::string_view written, Context &context);

} // namespace schemac
