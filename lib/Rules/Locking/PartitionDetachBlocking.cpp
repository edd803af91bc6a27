//===- PartitionDetachBlocking.cpp - partition-detach-blocking ------------------------===//
//
// From version 14 on DETACH CONCURRENTLY waits for them instead. Off by default, as the moment is
// short.
//
//===----------------------------------------------------------------------===//
#include "Rules/MigrationRule.h"

namespace schemac {

void checkPartitionDetachBlocking(MigrationContext &rule) {
  if (rule.version() != 0 && rule.version() < 14)
    return;
  for (const StatementFacts &s : rule.statements)
    if (s.startsWith({"alter", "table"}) && s.has({"detach", "partition"}) &&
        !s.has("concurrently") && !s.has("finalize"))
      for (const NamedTable &t : s.tables)
        if (t.known && !t.isNew)
          rule.diags.report(s.range(), diag::warn_partition_detach_blocking, t.name.str());
}

} // namespace schemac
