//===- SchemaRenameBreaksClients.cpp - schema-rename-breaks-clients ------------------===//
//
// Every name that says the schema, and every search_path with it, is wrong from then on. Read off
// the text: no plan renames schemas.
//
//===----------------------------------------------------------------------===//
#include "Rules/MigrationRule.h"

namespace schemac {

void checkSchemaRenameBreaksClients(MigrationContext &rule) {
  for (const StatementFacts &s : rule.statements) {
    bool renames = s.startsWith({"alter", "schema"}) && s.tokens.size() > 5 &&
                   s.tokens[3].isWord("rename") && s.tokens[4].isWord("to");
    if (!renames)
      continue;
    std::string from = s.tokens[2].name(), to = s.tokens[5].name();
    Name name = rule.context.name(from);
    // One that this file made, or that it takes away under its former name, is nobody's yet.
    if (rule.migration.start->namespaces().find({Name(), name}) ||
        from == rule.dialect.defaultNamespace())
      rule.diags.report(s.range(), diag::warn_schema_rename_breaks_clients, from, to);
  }
}

} // namespace schemac
