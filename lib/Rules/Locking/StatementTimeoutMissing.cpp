//===- StatementTimeoutMissing.cpp - statement-timeout-missing ------------------------===//
//
// A limit for the case that a statement takes longer than anybody thought. Off by default.
//
//===----------------------------------------------------------------------===//
#include "Rules/MigrationRule.h"
#include <algorithm>

namespace schemac {

void checkStatementTimeoutMissing(MigrationContext &rule) {
  bool set = false;
  for (const StatementFacts &s : rule.statements) {
    if (s.kind() == MigrationStatement::Setting &&
        s.statement->setting.str() == "statement_timeout")
      set = s.statement->value && s.statement->value.str() != "0";
    auto step =
        std::find_if(s.steps.begin(), s.steps.end(), [](auto &x) { return !x.held.empty(); });
    if (set || step == s.steps.end())
      continue;
    rule.diags.report(s.range(), diag::warn_statement_timeout_missing, step->held.front().str());
    return;
  }
}

} // namespace schemac
