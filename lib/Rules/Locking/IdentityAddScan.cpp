//===- IdentityAddScan.cpp - identity-add-scan ----------------------------------------===//
//
// The sequence has to begin above the highest value. With an index that begins with the column,
// that is looked up.
//
//===----------------------------------------------------------------------===//
#include "Rules/Rule.h"

namespace schemac {

void checkIdentityAddScan(RuleContext &rule, const Op &op) {
  bool counts = op.kind == OpKind::AddIdentity || op.kind == OpKind::SetSerial;
  // By hand the author says where it begins.
  if (!counts || rule.byHand() || !rule.isHeavy(op))
    return;
  auto identity = dynOp<AddIdentityOp>(op);
  SubRef column = identity ? identity->column() : SetSerialOp(op).column();
  auto d = rule.diags.report(op.range, diag::warn_identity_add_scan, column.str(),
                             column.table.str(), rule.size(column.table));
  rule.explain(d, op);
}

} // namespace schemac
