//===- ConstraintEnforceScan.cpp - constraint-enforce-scan ----------------------------===//
//
// A foreign key that was not enforced may have orphans, so all rows are looked at.
//
//===----------------------------------------------------------------------===//
#include "Rules/Rule.h"

namespace schemac {

void checkConstraintEnforceScan(RuleContext &rule, const Op &op) {
  auto alter = dynOp<AlterConstraintOp>(op);
  if (!alter || !rule.isHeavy(op))
    return;
  QName table = alter->path().table;
  auto d = rule.diags.report(op.range, diag::warn_constraint_enforce_scan,
                             alter->path().sub.string(), table.str(), rule.size(table));
  rule.explain(d, op);
}

} // namespace schemac
