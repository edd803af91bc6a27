//===- TableNoPrimaryKey.cpp - table-no-primary-key ----------------------------------------===//
//
// Rows that nothing identifies cannot be replicated or backfilled by key. Off by default: some
// tables are meant to be so.
//
//===----------------------------------------------------------------------===//
#include "Rules/Rule.h"

namespace schemac {

void checkTableNoPrimaryKey(RuleContext &rule, const Op &op) {
  auto create = dynOp<CreateTableOp>(op);
  if (create && !create->table().primaryKey())
    rule.diags.report(op.range, diag::warn_table_no_primary_key, create->table().name.str());
}

} // namespace schemac
