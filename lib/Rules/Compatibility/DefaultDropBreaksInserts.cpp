//===- DefaultDropBreaksInserts.cpp - default-drop-breaks-inserts --------------------------===//
//
// Harmless when the column accepts NULL, or when another default or conversion of the same change
// follows. A column that is new and becomes required without a default is the same to code that is
// deployed: it cannot know it.
//
//===----------------------------------------------------------------------===//
#include "Rules/Rule.h"

namespace schemac {

/// ADD COLUMN, then SET NOT NULL.
static void checkNewRequired(RuleContext &rule, const Op &op, SetNotNullOp set) {
  SubRef path = set.column();
  const Table *was = rule.unit.from ? rule.unit.from->table(path.table) : nullptr;
  if (!was || rule.isNew(path.table) || was->column(path.sub))
    return;
  const Column *added = rule.column(path);
  const Table *target = rule.unit.to->table(path.table);
  const Column *now = target ? target->column(path.sub) : nullptr;
  if (!added || added->defaultExpr || !now || now->mayOmit())
    return;
  auto d = rule.diags.report(op.range, diag::warn_default_drop_breaks_inserts, path.str());
  d.label(added->range, "is declared here");
  d.note("it is new: code that is deployed now cannot know it, and has nothing to put into it");
}

void checkDefaultDropBreaksInserts(RuleContext &rule, const Op &op) {
  if (auto set = dynOp<SetNotNullOp>(op))
    return checkNewRequired(rule, op, *set);
  auto drop = dynOp<DropDefaultOp>(op);
  auto identity = dynOp<DropIdentityOp>(op);
  if (!drop && !identity)
    return;
  SubRef path = drop ? drop->column() : identity->column();
  const Column *old = rule.column(path);
  if (!old || old->nullable || rule.changeOf(op).size() > 1)
    return;
  const Table *target = rule.unit.to->table(path.table);
  const Column *now = target ? target->column(path.sub) : nullptr;
  if (!now || now->mayOmit())
    return;
  auto d = rule.diags.report(op.range, diag::warn_default_drop_breaks_inserts, path.str());
  // A default that came with the same change stands nowhere before it.
  const Table *was = rule.unit.from ? rule.unit.from->table(path.table) : nullptr;
  const Column *before = was ? was->column(path.sub) : nullptr;
  bool had = before && (before->defaultExpr || before->generation != Generation::None);
  d.label(old->range, had ? "had a default here" : "is declared here");
  rule.explain(d, op);
}

} // namespace schemac
