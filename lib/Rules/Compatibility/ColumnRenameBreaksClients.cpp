//===- ColumnRenameBreaksClients.cpp - column-rename-breaks-clients ------------------------===//
//
// Whatever its size, a table that deployed code knows: one of the two names is missing at any
// moment. Where another column takes the name, as a second rename of the file does it, it is not.
//
//===----------------------------------------------------------------------===//
#include "Rules/NameExchange.h"

namespace schemac {

void checkColumnRenameBreaksClients(RuleContext &rule, const Op &op) {
  auto rename = dynOp<RenameColumnOp>(op);
  const Column *old = rename ? rule.column(rename->column()) : nullptr;
  if (!old || rule.isNew(rename->column()) ||
      (rule.byHand() && isHelperName(rename->column().sub)) || isTakenAgain(rule, rename->column()))
    return;
  auto path = [](RenameColumnOp r) { return r.column(); };
  auto first = firstName<RenameColumnOp>(rule, op, path, [](SubRef &c) -> Name & { return c.sub; });
  if (!first)
    return;
  SubRef from{rename->column().table, *first};
  auto d = rule.diags.report(op.range, diag::warn_column_rename_breaks_clients, from.str(),
                             rename->to().string());
  d.label(old->range, "was declared here");
  rule.explain(d, op);
}

} // namespace schemac
