//===- BackfillUnbatched.cpp - backfill-unbatched -------------------------------------===//
//
// All rows changed are locked, written twice and kept from being vacuumed until the commit. What is
// found by a key is one row; what has a LIMIT is a batch.
//
//===----------------------------------------------------------------------===//
#include "Rules/MigrationRule.h"
#include "Rules/RowChanges.h"
#include <fmt/format.h>

namespace schemac {

/// Whether the transaction holds a strong lock by then: tx-mixed-ddl-dml says so.
static bool isUnderLock(const StatementFacts &s, const MigrationContext &rule) {
  for (const StatementFacts &before : rule.statements) {
    if (&before == &s)
      return false;
    if (MigrationContext::sameTransaction(before, s) && before.holder())
      return true;
  }
  return false;
}

void checkBackfillUnbatched(MigrationContext &rule) {
  for (const StatementFacts &s : rule.statements)
    if (const RowChange *rows = changedRows(s, rule);
        rows && !rows->table.quiet && !isUnderLock(s, rule)) {
      // New rows lock nothing that anybody waits for.
      bool copies = rows->kind == RowChange::Insert && rows->source;
      const NamedTable &t = copies ? *rows->source : rows->table;
      auto d = rule.diags.report(
          s.range(), diag::warn_backfill_unbatched, copies ? "copies" : "changes", t.name.str(),
          t.size,
          copies ? fmt::format("they come into '{}' in one transaction", rows->table.name.str())
                 : "it locks every one of them until it commits");
      if (rows->looped)
        d.note("the loop does not COMMIT: all of its passes are one transaction");
      d.note("change a few thousand rows at a time, each batch in a transaction of its own");
    }
}

} // namespace schemac
