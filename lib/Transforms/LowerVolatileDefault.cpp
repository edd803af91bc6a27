//===- LowerVolatileDefault.cpp - Old rows get values of their own --------===//
//
// ADD COLUMN stores one value for all old rows without touching them, but only when there is one
// value. Else it writes every row under ACCESS EXCLUSIVE; so the column comes empty, the default is
// set for new rows, and old ones get theirs in batches.
//
//===----------------------------------------------------------------------===//
#include "Transforms/NotNull.h"
#include "Transforms/Passes.h"

namespace schemac {

static void lowerVolatile(Recipe &r, const Origins &origins, AddColumnOp add) {
  SubRef column = add.column();
  Column def = add.def();
  Expr value = def.defaultExpr;
  def.defaultExpr = Expr();
  def.nullable = true;
  r.add<AddColumnOp>(PhaseKind::Expand, "empty for now: catalog only", column, def);
  r.add<SetDefaultOp>(PhaseKind::Expand, "new rows get a value of their own", column, value);
  fillNulls(r, PhaseKind::Migrate, column, value, origins.table(column.table),
            "gives every existing row a value of its own");
  if (add.def().nullable)
    return;
  if (const Table *table = origins.table(column.table))
    verifyFilled(r, PhaseKind::Migrate, column, value, table);
  requireColumn(r, PhaseKind::Migrate, column, origins);
}

void runLowerVolatileDefault(PlanUnit &unit) {
  Origins origins(unit);
  auto differs = [&](AddColumnOp add) {
    const Column def = add.def();
    return def.defaultExpr && !def.backfill() && origins.dialect() &&
           !origins.isSmall(add.column().table) &&
           origins.dialect()->volatility(def.defaultExpr) == Volatility::Volatile;
  };
  for (const Op &op : takeSteps<AddColumnOp>(unit, differs)) {
    Recipe r(unit, op);
    lowerVolatile(r, origins, AddColumnOp(op));
  }
}

} // namespace schemac
