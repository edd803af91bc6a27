//===- AccessMethodRewrite.cpp - access-method-rewrite -------------------------------===//
//
// ALTER TABLE ... SET ACCESS METHOD writes every row anew. Read off the text: access methods are no
// part of a schema.
//
//===----------------------------------------------------------------------===//
#include "Rules/MigrationRule.h"

namespace schemac {

void checkAccessMethodRewrite(MigrationContext &rule) {
  for (const StatementFacts &s : rule.statements)
    if (s.startsWith({"alter", "table"}) && s.has({"set", "access", "method"}))
      for (const NamedTable &t : s.tables)
        if (t.known && !t.quiet)
          rule.diags.report(s.range(), diag::warn_access_method_rewrite, t.name.str(), t.size);
}

} // namespace schemac
