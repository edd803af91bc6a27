//===- RowChanges.h - Statements that change many rows ----------*- C++ -*-===//
#pragma once

#include "Rules/MigrationRule.h"
#include <string>
#include <unordered_set>

namespace schemac {

/// The table in use of which an UPDATE or DELETE changes rows that no key, no range of one and no
/// LIMIT names, or all of which an INSERT copies, or which a MERGE pairs with another table; null
/// when the statement is none. A DELETE of everything is another rule's.
const RowChange *changedRows(const StatementFacts &s, const MigrationContext &rule);

/// COPY or \copy of psql that brings rows.
struct CopiedRows {
  QName table;                             ///< null: it is none
  std::unordered_set<std::string> columns; ///< none: all
};
CopiedRows copiedRows(const StatementFacts &s, const MigrationContext &rule);

/// DELETE without a condition, or with one that is always true.
bool deletesAll(const RowChange &change);

} // namespace schemac
