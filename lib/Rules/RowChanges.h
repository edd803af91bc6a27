//===- RowChanges.h - Statements that change many rows ----------*- C++ -*-===//
#pragma once

#include "Rules/MigrationRule.h"

namespace schemac {

/// The table in use of which an UPDATE or DELETE changes rows that no key and no LIMIT names; null
/// when the statement is none.
const NamedTable *changedRows(const StatementFacts &s, const MigrationContext &rule);

} // namespace schemac
