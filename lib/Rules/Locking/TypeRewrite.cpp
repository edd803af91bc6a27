//===- TypeRewrite.cpp - type-rewrite ------------------------------------------------------===//
//
// When the stored form differs, every row and every index is written anew while nobody reads or
// writes the table. Free widenings are not reported.
//
//===----------------------------------------------------------------------===//
#include "Rules/Rule.h"

namespace schemac {

/// Without a zone that is known to be UTC, a time is another number than before in every row. A
/// plan sets it.
static bool dependsOnZone(const RuleContext &rule, Type from, Type to) {
  return rule.byHand() && changesZone(from, to) && rule.timeZone != "UTC";
}

/// The plan may leave the conversion to the zone of its session, which changes no value.
static bool isLeftToTheZone(const RuleContext &rule, SetTypeOp set, Type old) {
  if (rule.byHand() || !changesZone(old, set.type()))
    return false;
  for (const Phase &phase : rule.unit.plan.phases)
    for (const Op &op : phase.steps)
      if (auto step = dynOp<SetTypeOp>(op); step && step->column() == set.column())
        return !step->has_cast();
  return false;
}

void checkTypeRewrite(RuleContext &rule, const Op &op) {
  auto set = dynOp<SetTypeOp>(op);
  const Column *old = set ? rule.column(set->column()) : nullptr;
  if (!old || rule.quiet(set->column().table))
    return;
  // Conversions that only take a value out of an enum are the business of enum-remove-value-in-use.
  for (const Op *part : rule.changeOf(op))
    if (part->kind == OpKind::CreateEnum)
      return;
  if (rule.cost(op).work != Work::Rewrite && !dependsOnZone(rule, old->type, set->type()))
    return;
  if (isLeftToTheZone(rule, *set, old->type))
    return;
  QName table = set->column().table;
  auto d = rule.diags.report(op.range, diag::warn_type_rewrite, set->column().str(),
                             rule.typeName(old->type), rule.typeName(set->type()), table.str(),
                             rule.size(table));
  d.label(old->range, "was declared here");
  rule.explain(d, op);
}

} // namespace schemac
