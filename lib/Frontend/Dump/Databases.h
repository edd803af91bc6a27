//===- Databases.h - The database that a script is about --------*- C++ -*-===//
#pragma once

#include "Split.h"

namespace schemac::dump {

/// The database whose names need no qualifier in \p pieces of \p text: the one that they use, or
/// else the one that they make. Empty when there is none, and when there are several.
std::string homeDatabase(std::string_view text, const std::vector<Piece> &pieces);

/// MySQL's \p sql with `name` in place of `database.name`.
std::string withoutQualifier(std::string_view sql, std::string_view database);

} // namespace schemac::dump
