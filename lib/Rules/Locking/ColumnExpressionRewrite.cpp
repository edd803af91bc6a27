//===- ColumnExpressionRewrite.cpp - column-expression-rewrite ------------------------===//
//
// Another expression of a stored generated column is another value in every row.
//
//===----------------------------------------------------------------------===//
#include "Rules/Rule.h"

namespace schemac {

void checkColumnExpressionRewrite(RuleContext &rule, const Op &op) {
  auto set = dynOp<SetExpressionOp>(op);
  if (!set || !rule.byHand() || !rule.isHeavy(op))
    return;
  QName table = set->column().table;
  auto d = rule.diags.report(op.range, diag::warn_column_expression_rewrite, set->column().str(),
                             table.str(), rule.size(table));
  rule.explain(d, op);
}

} // namespace schemac
