//===- TypeTimezoneDependent.cpp - type-timezone-dependent ---------------------------------===//
//
// A timestamp without time zone says no instant. Which one it was is not in the data, so the plan
// has to assume something.
//
//===----------------------------------------------------------------------===//
#include "Rules/Rule.h"

namespace schemac {

static bool isZoned(Type t) { return t.is(TypeKind::TimestampTz) || t.is(TypeKind::TimeTz); }
static bool isPlain(Type t) {
  return t.is(TypeKind::Timestamp) || t.is(TypeKind::Time) || t.is(TypeKind::Date);
}

void checkTypeTimezoneDependent(RuleContext &rule, const Op &op) {
  auto set = dynOp<SetTypeOp>(op);
  const Column *old = set ? rule.column(set->column()) : nullptr;
  if (!old || set->has_cast() || rule.empty(set->column().table) ||
      !((isZoned(old->type) && isPlain(set->type())) ||
        (isPlain(old->type) && isZoned(set->type()))))
    return;
  auto d = rule.diags.report(op.range, diag::warn_type_timezone_dependent, set->column().str(),
                             rule.typeName(old->type), rule.typeName(set->type()));
  d.label(old->range, "was declared here");
  d.note("the plan takes them as UTC; a backfill expression says otherwise");
}

} // namespace schemac
