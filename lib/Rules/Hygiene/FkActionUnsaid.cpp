//===- FkActionUnsaid.cpp - fk-action-unsaid -----------------------------------------===//
//
// NO ACTION is what is meant when nothing is said, and nobody knows whether it was meant.
//
//===----------------------------------------------------------------------===//
#include "Rules/MigrationRule.h"

namespace schemac {

void checkFkActionUnsaid(MigrationContext &rule) {
  for (const StatementFacts &s : rule.statements) {
    if (s.kind() != MigrationStatement::Change || !s.has("references"))
      continue;
    for (size_t i = 0; i < s.tokens.size(); ++i) {
      if (!s.tokens[i].isWord("references"))
        continue;
      int depth = 0;
      bool said = false;
      for (size_t j = i + 1; j + 1 < s.tokens.size() && depth >= 0; ++j) {
        depth += s.tokens[j].isSymbol("(") - s.tokens[j].isSymbol(")");
        if (depth == 0 && s.tokens[j].isSymbol(","))
          break;
        said |= s.tokens[j].isWord("on") && s.tokens[j + 1].isWord("delete");
      }
      if (!said && i + 1 < s.tokens.size())
        rule.diags.report(s.range(), diag::warn_fk_action_unsaid, s.tokens[i + 1].name());
    }
  }
}

} // namespace schemac
