//===- ColumnRenameBreaksClients.cpp - column-rename-breaks-clients ------------------------===//
//
// Whatever its size, a table that deployed code knows: one of the two names is missing at any
// moment.
//
//===----------------------------------------------------------------------===//
#include "Rules/NameExchange.h"

namespace schemac {

void checkColumnRenameBreaksClients(RuleContext &rule, const Op &op) {
  auto rename = dynOp<RenameColumnOp>(op);
  const Column *old = rename ? rule.column(rename->column()) : nullptr;
  if (!old || rule.isNew(rename->column()))
    return;
  auto of = [&](auto match) { return ofSameChange<RenameColumnOp>(rule, op, match); };
  if (of([&](RenameColumnOp next) {
        return next.column() == SubRef{rename->column().table, rename->to()} ? next.to() : Name();
      }))
    return;
  SubRef from = rename->column();
  if (Name first = of([&](RenameColumnOp before) {
        bool leads = SubRef{before.column().table, before.to()} == from;
        return leads ? before.column().sub : Name();
      }))
    from.sub = first;
  auto d = rule.diags.report(op.range, diag::warn_column_rename_breaks_clients, from.str(),
                             rename->to().string());
  d.label(old->range, "was declared here");
  rule.explain(d, op);
}

} // namespace schemac
