//===- TableNoPrimaryKey.cpp - table-no-primary-key ----------------------------------------===//
//
// Rows that nothing identifies cannot be replicated or backfilled by key. Off by default: some
// tables are meant to be so.
//
//===----------------------------------------------------------------------===//
#include "Rules/StateRule.h"

namespace schemac {

void checkTableNoPrimaryKey(StateContext &rule) {
  for (const Table *t : rule.tables())
    if (!t->primaryKey() && !t->partitionOf)
      rule.diags.report(t->range, diag::warn_table_no_primary_key, t->name.str());
}

} // namespace schemac
