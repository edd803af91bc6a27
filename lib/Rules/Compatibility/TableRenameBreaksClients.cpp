//===- TableRenameBreaksClients.cpp - table-rename-breaks-clients --------------------------===//
//
// One of the two names is missing at any moment, unless a view keeps the old one.
//
//===----------------------------------------------------------------------===//
#include "Rules/NameExchange.h"

namespace schemac {

void checkTableRenameBreaksClients(RuleContext &rule, const Op &op) {
  auto rename = dynOp<RenameTableOp>(op);
  const Table *old = rename ? rule.table(rename->table()) : nullptr;
  // A view in the place of the table serves the code that is deployed.
  if (!old || rule.isNew(rename->table()) || rule.unit.to->views().find(rename->table()))
    return;
  auto path = [](RenameTableOp r) { return r.table(); };
  auto first = firstName<RenameTableOp>(rule, op, path, [](QName &t) -> Name & { return t.name; });
  if (!first)
    return;
  QName from{rename->table().ns, *first};
  auto d = rule.diags.report(op.range, diag::warn_table_rename_breaks_clients, from.str(),
                             rename->to().string());
  d.label(old->range, "was declared here");
  rule.explain(d, op);
}

} // namespace schemac
