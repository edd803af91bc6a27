//===- GrantOption.cpp - grant-option ------------------------------------------------===//
//
// Who holds a right WITH GRANT OPTION hands it on, and nothing in the files says to whom.
//
//===----------------------------------------------------------------------===//
#include "Rules/MigrationRule.h"

namespace schemac {

void checkGrantOption(MigrationContext &rule) {
  for (const StatementFacts &s : rule.statements)
    if (s.startsWith({"grant"}) && s.has({"with", "grant", "option"}))
      rule.diags.report(s.range(), diag::warn_grant_option);
}

} // namespace schemac
