//===- LockTimeoutMissing.cpp - lock-timeout-missing ----------------------------------===//
//
// A statement that waits for a strong lock stands at the head of a queue. Off by default, as the
// timeout may be set for the role or the session.
//
//===----------------------------------------------------------------------===//
#include "Rules/Settings.h"

namespace schemac {

void checkLockTimeoutMissing(MigrationContext &rule) {
  FollowedSetting timeout("lock_timeout");
  for (const StatementFacts &s : rule.statements) {
    timeout.follow(s);
    const MigrationStep *step = s.holder();
    if (timeout.isSet() || !step)
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
