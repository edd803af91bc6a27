//===- TypeNarrowing.cpp - type-narrowing --------------------------------------------------===//
//
// A value that is too long, out of range or malformed makes the whole change fail. A conversion
// that the author wrote is the author's.
//
//===----------------------------------------------------------------------===//
#include "Rules/Rule.h"

namespace schemac {

static bool isTime(Type t) {
  return t.is(TypeKind::Timestamp) || t.is(TypeKind::TimestampTz) || t.is(TypeKind::Time) ||
         t.is(TypeKind::TimeTz);
}

void checkTypeNarrowing(RuleContext &rule, const Op &op) {
  auto set = dynOp<SetTypeOp>(op);
  const Column *old = set ? rule.column(set->column()) : nullptr;
  if (!old || set->has_cast() || rule.empty(set->column().table) ||
      typeChange(rule.dialect, {rule.state, old->type}, {rule.state, set->type()},
                 rule.unit.direct.version) != TypeChange::RewriteMayFail)
    return;
  if (isTime(old->type) && isTime(set->type()))
    return; // fractions of a second are rounded
  for (const Op *part : rule.changeOf(op))
    if (part->kind == OpKind::CreateEnum)
      return;
  auto d = rule.diags.report(op.range, diag::warn_type_narrowing, set->column().str(),
                             rule.typeName(set->type()));
  d.label(old->range, fmt::format("was {} here", rule.typeName(old->type)));
  d.note("a plan asks for such values before it changes anything");
}

} // namespace schemac
