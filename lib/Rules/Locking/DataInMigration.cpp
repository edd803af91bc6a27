//===- DataInMigration.cpp - data-in-migration ----------------------------------------===//
//
// A matter of policy: some teams keep the two apart.
//
//===----------------------------------------------------------------------===//
#include "Rules/MigrationRule.h"

namespace schemac {

void checkDataInMigration(MigrationContext &rule) {
  for (const StatementFacts &s : rule.statements)
    if (s.kind() == MigrationStatement::Data)
      for (const NamedTable &t : s.tables)
        rule.diags.report(s.range(), diag::warn_data_in_migration, t.name.str());
}

} // namespace schemac
