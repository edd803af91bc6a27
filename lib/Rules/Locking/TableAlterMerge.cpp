//===- TableAlterMerge.cpp - table-alter-merge ----------------------------------------===//
//
// Each ALTER TABLE waits for its lock anew. Off by default: apart, each is over sooner.
//
//===----------------------------------------------------------------------===//
#include "Rules/MigrationRule.h"
#include "schemac/Analysis/Transactions.h"

namespace schemac {

void checkTableAlterMerge(MigrationContext &rule) {
  QName last;
  for (const StatementFacts &s : rule.statements) {
    QName table = s.startsWith({"alter", "table"}) && !s.steps.empty() && !s.steps[0].held.empty()
                      ? tableOf(*s.steps[0].op)
                      : QName();
    if (table && table == last)
      rule.diags.report(s.range(), diag::warn_table_alter_merge, table.str());
    last = table;
  }
}

} // namespace schemac
