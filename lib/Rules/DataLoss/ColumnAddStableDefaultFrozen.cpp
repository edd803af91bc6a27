//===- ColumnAddStableDefaultFrozen.cpp - column-add-stable-default-frozen -----------------===//
//
// now() is evaluated once when the column is added, and every existing row gets that instant, which
// is seldom what created_at should say.
//
//===----------------------------------------------------------------------===//
#include "Rules/Rule.h"

namespace schemac {

void checkColumnAddStableDefaultFrozen(RuleContext &rule, const Op &op) {
  auto add = dynOp<AddColumnOp>(op);
  if (!add || rule.empty(add->column().table) || !add->def().defaultExpr || add->def().backfill() ||
      rule.dialect.volatility(add->def().defaultExpr, &rule.state) != Volatility::Stable)
    return;
  rule.diags
      .report(op.range, diag::warn_column_add_stable_default_frozen, add->column().table.str(),
              add->column().sub.string())
      .note("a backfill expression gives them values of their own");
}

} // namespace schemac
