//===- NullSetNotNullScan.cpp - null-set-not-null-scan -------------------------------------===//
//
// The server reads the whole table to prove that there is no NULL, while nobody reads or writes it,
// unless a valid check says so already.
//
//===----------------------------------------------------------------------===//
#include "Rules/Rule.h"

namespace schemac {

void checkNullSetNotNullScan(RuleContext &rule, const Op &op) {
  auto set = dynOp<SetNotNullOp>(op);
  if (!set || !rule.isHeavy(op))
    return;
  QName table = set->column().table;
  auto d = rule.diags.report(op.range, diag::warn_null_set_not_null_scan, set->column().str(),
                             table.str(), rule.size(table));
  if (const Column *old = rule.column(set->column()))
    d.label(old->range, "was optional here");
  rule.explain(d, op);
}

} // namespace schemac
