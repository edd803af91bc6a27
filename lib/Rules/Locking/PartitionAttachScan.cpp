//===- PartitionAttachScan.cpp - partition-attach-scan --------------------------------===//
//
// The rows of the new partition must be in its bounds, and those of the default partition must not.
// A valid check that says so spares the look at them.
//
//===----------------------------------------------------------------------===//
#include "Rules/Rule.h"

namespace schemac {

void checkPartitionAttachScan(RuleContext &rule, const Op &op) {
  auto attach = dynOp<AttachPartitionOp>(op);
  if (!attach || !rule.isHeavy(op))
    return;
  QName table = attach->table();
  auto d = rule.diags.report(op.range, diag::warn_partition_attach_scan, table.str(),
                             attach->parent().str(), rule.size(table));
  rule.explain(d, op);
}

} // namespace schemac
