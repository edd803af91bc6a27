//===- SchemaDrop.cpp - schema-drop ---------------------------------------------------===//
//
// DROP SCHEMA … CASCADE and DROP DATABASE.
//
//===----------------------------------------------------------------------===//
#include "Rules/MigrationRule.h"

namespace schemac {

/// Every schema that the statement names was made by the file: nobody has anything in it.
static bool dropsOwnSchemas(const MigrationContext &rule, const StatementFacts &drop) {
  auto isMade = [&](const std::string &name) {
    if (rule.migration.start->namespaces().find({Name(), rule.context.name(name)}))
      return false;
    for (const StatementFacts &s : rule.statements) {
      if (&s == &drop)
        return false;
      for (const MigrationStep &step : s.steps)
        if (auto create = dynOp<CreateNamespaceOp>(*step.op);
            create && create->name().str() == name)
          return true;
    }
    return false;
  };
  unsigned names = 0;
  for (size_t i = 2; i < drop.tokens.size(); ++i) {
    const SqlToken &t = drop.tokens[i];
    if (t.isWord("if") || t.isWord("exists") || t.isWord("cascade") || !t.isName())
      continue;
    if (!isMade(t.name()))
      return false;
    ++names;
  }
  return names > 0;
}

void checkSchemaDrop(MigrationContext &rule) {
  for (const StatementFacts &s : rule.statements) {
    if (s.startsWith({"drop", "database"}))
      rule.diags.report(s.range(), diag::warn_schema_drop, "the database");
    if (s.startsWith({"drop", "schema"}) && s.has("cascade") && !dropsOwnSchemas(rule, s))
      rule.diags.report(s.range(), diag::warn_schema_drop, "the schema");
  }
}

} // namespace schemac
