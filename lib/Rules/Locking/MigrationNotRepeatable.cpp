//===- MigrationNotRepeatable.cpp - migration-not-repeatable --------------------------===//
//
// For tools that run a file again after it failed in the middle.
//
//===----------------------------------------------------------------------===//
#include "Rules/MigrationRule.h"

namespace schemac {

void checkMigrationNotRepeatable(MigrationContext &rule) {
  for (const StatementFacts &s : rule.statements) {
    bool makes = s.startsWith({"create", "table"}) || s.startsWith({"create", "index"}) ||
                 s.startsWith({"create", "unique", "index"}) ||
                 s.startsWith({"create", "schema"}) || s.startsWith({"create", "extension"}) ||
                 s.startsWith({"create", "sequence"});
    bool drops = s.startsWith({"drop"});
    bool careful = s.has({"if", "not", "exists"}) || s.has({"if", "exists"});
    if ((makes || drops) && !careful && s.transaction == 0)
      rule.diags.report(s.range(), diag::warn_migration_not_repeatable);
  }
}

} // namespace schemac
