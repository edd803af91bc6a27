//===- PkNullableScan.cpp - pk-nullable-scan ------------------------------------------===//
//
// A key over columns that are known not to be NULL takes an index over in a moment.
//
//===----------------------------------------------------------------------===//
#include "Rules/Rule.h"

namespace schemac {

void checkPkNullableScan(RuleContext &rule, const Op &op) {
  auto add = dynOp<AddPrimaryKeyOp>(op);
  if (!add || !add->def().usingIndex || !rule.isHeavy(op))
    return;
  QName table = add->path().table;
  auto d = rule.diags.report(op.range, diag::warn_pk_nullable_scan, table.str(), rule.size(table));
  rule.explain(d, op);
}

} // namespace schemac
