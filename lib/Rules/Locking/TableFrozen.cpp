//===- TableFrozen.cpp - table-frozen -------------------------------------------------===//
//
// What the configuration lists in frozen-tables is changed by nobody.
//
//===----------------------------------------------------------------------===//
#include "Rules/MigrationRule.h"
#include "schemac/Analysis/Transactions.h"

namespace schemac {

void checkTableFrozen(MigrationContext &rule) {
  for (const StatementFacts &s : rule.statements)
    for (const MigrationStep &step : s.steps)
      for (const std::string &frozen : rule.options.frozenTables)
        if (tableOf(*step.op).str() == frozen)
          rule.diags.report(s.range(), diag::warn_table_frozen, frozen);
}

} // namespace schemac
