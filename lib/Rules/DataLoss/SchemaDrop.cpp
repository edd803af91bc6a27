//===- SchemaDrop.cpp - schema-drop ---------------------------------------------------===//
//
// DROP SCHEMA … CASCADE and DROP DATABASE.
//
//===----------------------------------------------------------------------===//
#include "Rules/MigrationRule.h"

namespace schemac {

void checkSchemaDrop(MigrationContext &rule) {
  for (const StatementFacts &s : rule.statements) {
    if (s.startsWith({"drop", "database"}))
      rule.diags.report(s.range(), diag::warn_schema_drop, "the database");
    if (s.startsWith({"drop", "schema"}) && s.has("cascade"))
      rule.diags.report(s.range(), diag::warn_schema_drop, "the schema");
  }
}

} // namespace schemac
