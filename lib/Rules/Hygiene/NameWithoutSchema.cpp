//===- NameWithoutSchema.cpp - name-without-schema -----------------------------------===//
//
// Where a table without a schema is made, or found, is decided by the search_path of the session.
//
//===----------------------------------------------------------------------===//
#include "Rules/MigrationRule.h"

namespace schemac {

/// The position of the name of the table that is made, changed or dropped; 0: none.
static size_t tableAt(const StatementFacts &s) {
  size_t at = 0;
  if (s.startsWith({"create", "table"}) || s.startsWith({"alter", "table"}) ||
      s.startsWith({"drop", "table"}))
    at = 2;
  else if (s.startsWith({"create", "unlogged", "table"}))
    at = 3;
  else if (s.startsWith({"create"}) && s.has("index"))
    for (size_t i = 1; i < s.tokens.size() && at == 0; ++i)
      at = s.tokens[i].isWord("on") ? i + 1 : 0;
  while (at > 0 && at < s.tokens.size() &&
         (s.tokens[at].isWord("if") || s.tokens[at].isWord("not") ||
          s.tokens[at].isWord("exists") || s.tokens[at].isWord("only")))
    ++at;
  return at < s.tokens.size() ? at : 0;
}

void checkNameWithoutSchema(MigrationContext &rule) {
  for (const StatementFacts &s : rule.statements) {
    size_t at = tableAt(s);
    if (at > 0 && s.tokens[at].isName() &&
        !(at + 1 < s.tokens.size() && s.tokens[at + 1].isSymbol(".")))
      rule.diags.report(s.range(), diag::warn_name_without_schema, s.tokens[at].name());
  }
}

} // namespace schemac
