//===- DefaultNotRetroactive.cpp - default-not-retroactive ---------------------------------===//
//
// Off by default: most authors know that a default is for new rows.
//
//===----------------------------------------------------------------------===//
#include "Rules/Rule.h"

namespace schemac {

void checkDefaultNotRetroactive(RuleContext &rule, const Op &op) {
  auto set = dynOp<SetDefaultOp>(op);
  const Column *old = set ? rule.column(set->column()) : nullptr;
  if (!old || !old->nullable || old->defaultExpr || rule.empty(set->column().table) ||
      rule.isNew(set->column()))
    return;
  rule.diags.report(op.range, diag::warn_default_not_retroactive, set->column().str())
      .label(old->range, "had no default here");
}

} // namespace schemac
