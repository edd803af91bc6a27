//===- InsertWithoutColumns.cpp - insert-without-columns -----------------------------===//
//
// Values go to columns by their order, which a column that is added or dropped changes.
//
//===----------------------------------------------------------------------===//
#include "Rules/MigrationRule.h"

namespace schemac {

void checkInsertWithoutColumns(MigrationContext &rule) {
  for (const StatementFacts &s : rule.statements)
    for (const RowChange &change : s.rows) {
      if (change.kind != RowChange::Insert)
        continue;
      size_t at = 2; // INSERT INTO name, perhaps with a schema
      while (at + 2 < change.tokens.size() && change.tokens[at + 1].isSymbol("."))
        at += 2;
      if (++at < change.tokens.size() &&
          (change.tokens[at].isWord("values") || change.tokens[at].isWord("select")))
        rule.diags.report(s.range(), diag::warn_insert_without_columns, change.table.name.str());
    }
}

} // namespace schemac
