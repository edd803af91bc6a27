//===- NamedTables.h - The tables that a statement names --------*- C++ -*-===//
#pragma once

#include "Rules/MigrationRule.h"

namespace schemac {

/// The tables that a TRUNCATE, LOCK, VACUUM and the like is about, in the state that \p rules is
/// at; none for other statements.
std::vector<NamedTable> namedTables(const std::vector<SqlToken> &tokens, RuleContext &rules);

/// Whether it is a query that works through a table in use.
bool readsAllRows(const std::vector<SqlToken> &tokens, RuleContext &rules);

/// What the statement does to rows: as its \p steps say or, where it has none, its text.
std::vector<RowChange> rowChanges(const StatementFacts &facts, std::span<const Op> steps,
                                  RuleContext &rules);

} // namespace schemac
