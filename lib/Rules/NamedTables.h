//===- NamedTables.h - The tables that a statement names --------*- C++ -*-===//
#pragma once

#include "Rules/MigrationRule.h"

namespace schemac {

/// The tables that an UPDATE, DELETE, TRUNCATE, LOCK, VACUUM and the like is about, in the state
/// that \p rules is at; none for other statements.
std::vector<NamedTable> namedTables(const std::vector<SqlToken> &tokens, RuleContext &rules);

} // namespace schemac
