//===- LockTimeoutMissing.cpp - lock-timeout-missing ----------------------------------===//
//
// A statement that waits for a strong lock stands at the head of a queue. Off by default, as the
// timeout may be set for the role or the session.
//
//===----------------------------------------------------------------------===//
#include "Rules/MigrationRule.h"
#include <algorithm>

namespace schemac {

void checkLockTimeoutMissing(MigrationContext &rule) {
  bool set = false;
  for (const StatementFacts &s : rule.statements) {
    if (s.kind() == MigrationStatement::Setting && s.statement->setting.str() == "lock_timeout")
      set = s.statement->value && s.statement->value.str() != "0";
    auto step =
        std::find_if(s.steps.begin(), s.steps.end(), [](auto &x) { return !x.held.empty(); });
    if (set || step == s.steps.end())
      continue;
    rule.diags
        .report(s.range(), diag::warn_lock_timeout_missing, step->held.front().str(),
                lockName(step->cost.strongest()))
        .fix(FixKind::Safe, "set it before: SET lock_timeout = '2s';",
             {{{s.range().begin, s.range().begin}, "SET lock_timeout = '2s';\n"}});
    return;
  }
}

} // namespace schemac
