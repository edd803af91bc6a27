//===- PartitionPendingDetach.cpp - partition-pending-detach --------------------------===//
//
// DETACH CONCURRENTLY commits a first half, then waits for all who use the table. A timeout that
// ends the wait leaves the partition as it is then: its rows are in neither table, and hardly
// anything but FINALIZE may be done with it.
//
//===----------------------------------------------------------------------===//
#include "Rules/Settings.h"

namespace schemac {

void checkPartitionPendingDetach(MigrationContext &rule) {
  FollowedSetting lock("lock_timeout"), statement("statement_timeout");
  for (const StatementFacts &s : rule.statements) {
    lock.follow(s);
    statement.follow(s);
    if ((!lock.isSet() && !statement.isSet()) || !s.startsWith({"alter", "table"}) ||
        !s.has({"detach", "partition"}) || !s.has("concurrently"))
      continue;
    for (const MigrationStep &step : s.steps)
      if (auto detach = step.op ? dynOp<DetachPartitionOp>(*step.op) : std::nullopt)
        rule.diags
            .report(s.range(), diag::warn_partition_pending_detach, detach->table().str(),
                    lock.isSet() ? "lock_timeout" : "statement_timeout")
            .note(
                "waiting makes nobody wait here: set it to 0 before, and back behind; one that is "
                "half detached is taken to its end by ALTER TABLE ... DETACH PARTITION ... "
                "FINALIZE");
  }
}

} // namespace schemac
