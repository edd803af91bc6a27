//===- TypeCollationRebuild.cpp - type-collation-rebuild ------------------------------===//
//
// Indexes are sorted by the collation of their columns. Where none has the column, nothing is
// built.
//
//===----------------------------------------------------------------------===//
#include "Rules/Rule.h"

namespace schemac {

void checkTypeCollationRebuild(RuleContext &rule, const Op &op) {
  auto set = dynOp<SetCollationOp>(op);
  if (!set || !rule.isHeavy(op))
    return;
  QName table = set->column().table;
  auto d = rule.diags.report(op.range, diag::warn_type_collation_rebuild, set->column().str(),
                             table.str(), rule.size(table));
  rule.explain(d, op);
}

} // namespace schemac
