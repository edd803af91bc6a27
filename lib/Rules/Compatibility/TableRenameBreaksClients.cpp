//===- TableRenameBreaksClients.cpp - table-rename-breaks-clients --------------------------===//
//
// One of the two names is missing at any moment, unless a view keeps the old one.
//
//===----------------------------------------------------------------------===//
#include "Rules/NameExchange.h"
#include <algorithm>

namespace schemac {

/// By hand: \p now stands where \p then stood, with all columns that code may name.
static bool standsFor(const Table *now, const Table *then) {
  return now && then &&
         std::ranges::all_of(then->columns, [&](const Column &c) { return now->column(c.name); });
}

/// One table takes the place of another, which goes out of its way in the same file.
static bool isReplaced(const RuleContext &rule, RenameTableOp rename, const Table &old) {
  if (!rule.byHand())
    return false;
  QName to{rename.table().ns, rename.to()};
  return standsFor(rule.unit.to->table(rename.table()), &old) ||
         standsFor(&old, rule.unit.from->table(to));
}

/// A partition takes the name of its whole, or gives it to one that is made.
static bool isDivision(const RuleContext &rule, RenameTableOp rename) {
  for (QName n : {rename.table(), QName{rename.table().ns, rename.to()}}) {
    const Table *was = rule.unit.from->table(n), *is = rule.unit.to->table(n);
    if (was && is && bool(was->partitionBy) != bool(is->partitionBy))
      return true;
  }
  return false;
}

void checkTableRenameBreaksClients(RuleContext &rule, const Op &op) {
  auto rename = dynOp<RenameTableOp>(op);
  const Table *old = rename ? rule.table(rename->table()) : nullptr;
  // A view in the place of the table serves the code that is deployed.
  if (!old || rule.isNew(rename->table()) || rule.unit.to->views().find(rename->table()) ||
      isReplaced(rule, *rename, *old) || isDivision(rule, *rename))
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
