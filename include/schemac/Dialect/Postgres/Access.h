//===- Access.h - Comments, privileges and owners in PostgreSQL -*- C++ -*-===//
#pragma once

#include <string>
#include <string_view>

namespace schemac::postgres {

/// A row of Access.def.
struct AccessRow {
  std::string_view word, keyword, grantKeyword, privileges, catalog, prefix, letter;
};
/// Null for a kind that has no row.
const AccessRow *accessRow(std::string_view word);
/// What COMMENT ON calls it.
std::string commentKeyword(std::string_view word);
bool hasPrivilege(std::string_view word, std::string_view privilege, int version);

} // namespace schemac::postgres
