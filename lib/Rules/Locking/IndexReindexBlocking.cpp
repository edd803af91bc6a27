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
    for (const NamedTable &t : s.tables)
      if (t.known && !t.quiet) {
        auto d =
            rule.diags.report(s.range(), diag::warn_index_reindex_blocking, t.name.str(), t.size);
        d.note("REINDEX … CONCURRENTLY makes nobody wait, outside of a transaction");
      }
  }
}

} // namespace schemac
