//===- IndexReindexBlocking.cpp - index-reindex-blocking ------------------------------===//
//
// From version 12 on an index can be rebuilt concurrently.
//
//===----------------------------------------------------------------------===//
#include "Rules/MigrationRule.h"

namespace schemac {

void checkIndexReindexBlocking(MigrationContext &rule) {
  for (const StatementFacts &s : rule.statements) {
    if (!(s.startsWith({"reindex"}) && !s.has("concurrently")))
      continue;
    for (const WorkedThrough &t : workedThrough(s, rule))
      rule.diags.report(s.range(), diag::warn_index_reindex_blocking, t.what, t.size)
          .note(s.has("system")
                    ? "REINDEX TABLE … CONCURRENTLY makes nobody wait; a catalog has no "
                      "such way"
                    : "REINDEX … CONCURRENTLY makes nobody wait, outside of a "
                      "transaction");
  }
}

} // namespace schemac
