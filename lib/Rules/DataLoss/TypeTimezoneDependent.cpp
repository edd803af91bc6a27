//===- TypeTimezoneDependent.cpp - type-timezone-dependent ---------------------------------===//
//
// A timestamp without time zone says no instant. Which one it was is not in the data, so the plan
// has to assume something.
//
//===----------------------------------------------------------------------===//
#include "Rules/Rule.h"

namespace schemac {

void checkTypeTimezoneDependent(RuleContext &rule, const Op &op) {
  auto set = dynOp<SetTypeOp>(op);
  const Column *old = set ? rule.column(set->column()) : nullptr;
  // Who sets the time zone before has said which one is meant.
  if (!old || set->has_cast() || rule.empty(set->column().table) || !rule.timeZone.empty() ||
      !changesZone(old->type, set->type()))
    return;
  auto d = rule.diags.report(op.range, diag::warn_type_timezone_dependent, set->column().str(),
                             rule.typeName(old->type), rule.typeName(set->type()));
  d.label(old->range, "was declared here");
  d.note("the plan takes them as UTC; a backfill expression says otherwise");
}

} // namespace schemac
