//===- ExclusionAddBlocking.cpp - exclusion-add-blocking ------------------------------===//
//
// An exclusion constraint has no NOT VALID and takes no index that is there already: there is no
// online way, only a quiet hour.
//
//===----------------------------------------------------------------------===//
#include "Rules/Rule.h"

namespace schemac {

void checkExclusionAddBlocking(RuleContext &rule, const Op &op) {
  auto add = dynOp<AddExclusionOp>(op);
  if (!add || !rule.isHeavy(op))
    return;
  QName table = add->path().table;
  auto d = rule.diags.report(op.range, diag::warn_exclusion_add_blocking, add->path().sub.string(),
                             table.str(), rule.size(table));
  rule.explain(d, op);
}

} // namespace schemac
