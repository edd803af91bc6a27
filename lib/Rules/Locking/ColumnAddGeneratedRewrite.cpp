//===- ColumnAddGeneratedRewrite.cpp - column-add-generated-rewrite -------------------===//
//
// A stored generated column has a value in every row from the start, so the table is written anew.
//
//===----------------------------------------------------------------------===//
#include "Rules/Rule.h"

namespace schemac {

void checkColumnAddGeneratedRewrite(RuleContext &rule, const Op &op) {
  auto add = dynOp<AddColumnOp>(op);
  if (!add || add->def().generation != Generation::Stored || !rule.isHeavy(op))
    return;
  QName table = add->column().table;
  auto d = rule.diags.report(op.range, diag::warn_column_add_generated_rewrite, add->column().str(),
                             table.str(), rule.size(table));
  rule.explain(d, op);
}

} // namespace schemac
