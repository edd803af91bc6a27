//===- TypeRewrite.cpp - type-rewrite ------------------------------------------------------===//
//
// When the stored form differs, every row and every index is written anew while nobody reads or
// writes the table. Free widenings are not reported.
//
//===----------------------------------------------------------------------===//
#include "Rules/Rule.h"

namespace schemac {

void checkTypeRewrite(RuleContext &rule, const Op &op) {
  auto set = dynOp<SetTypeOp>(op);
  const Column *old = set ? rule.column(set->column()) : nullptr;
  if (!old || rule.quiet(set->column().table))
    return;
  // Conversions that only take a value out of an enum are the business of enum-remove-value-in-use.
  for (const Op *part : rule.changeOf(op))
    if (part->kind == OpKind::CreateEnum)
      return;
  TypeChange change = typeChange(rule.dialect, {rule.state, old->type}, {rule.state, set->type()},
                                 rule.unit.direct.version);
  if (change != TypeChange::Rewrite && change != TypeChange::RewriteMayFail &&
      change != TypeChange::NoCast)
    return;
  QName table = set->column().table;
  auto d = rule.diags.report(op.range, diag::warn_type_rewrite, set->column().str(),
                             rule.typeName(old->type), rule.typeName(set->type()), table.str(),
                             rule.size(table));
  d.label(old->range, "was declared here");
  rule.explain(d, op);
}

} // namespace schemac
