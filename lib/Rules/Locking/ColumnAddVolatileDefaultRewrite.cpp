//===- ColumnAddVolatileDefaultRewrite.cpp - column-add-volatile-default-rewrite -----------===//
//
// A default that is the same for all rows is kept once, in the catalog. One that is not (random(),
// a sequence) has to be written into every row.
//
//===----------------------------------------------------------------------===//
#include "Rules/Rule.h"

namespace schemac {

void checkColumnAddVolatileDefaultRewrite(RuleContext &rule, const Op &op) {
  auto add = dynOp<AddColumnOp>(op);
  if (!add || rule.quiet(add->column().table))
    return;
  const Column &def = add->def();
  bool differs = def.generation == Generation::Serial ||
                 def.generation == Generation::IdentityAlways ||
                 def.generation == Generation::IdentityByDefault ||
                 (def.defaultExpr &&
                  rule.dialect.volatility(def.defaultExpr, &rule.state) == Volatility::Volatile);
  if (!differs)
    return;
  QName table = add->column().table;
  auto d = rule.diags.report(op.range, diag::warn_column_add_volatile_default_rewrite,
                             add->column().str(), table.str(), rule.size(table));
  rule.explain(d, op);
}

} // namespace schemac
