//===- ColumnRenameBreaksClients.cpp - column-rename-breaks-clients ------------------------===//
//
// Whatever its size, a table that deployed code knows: one of the two names is missing at any
// moment.
//
//===----------------------------------------------------------------------===//
#include "Rules/Rule.h"

namespace schemac {

void checkColumnRenameBreaksClients(RuleContext &rule, const Op &op) {
  auto rename = dynOp<RenameColumnOp>(op);
  const Column *old = rename ? rule.column(rename->column()) : nullptr;
  if (!old || rule.isNew(rename->column()))
    return;
  auto d = rule.diags.report(op.range, diag::warn_column_rename_breaks_clients,
                             rename->column().str(), rename->to().string());
  d.label(old->range, "was declared here");
  rule.explain(d, op);
}

} // namespace schemac
