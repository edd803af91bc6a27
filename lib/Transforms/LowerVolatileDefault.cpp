//===- LowerVolatileDefault.cpp - Old rows get values of their own --------===//
//
// ADD COLUMN stores one value for all old rows without touching them, but only when there is one
// value. Else it writes every row under ACCESS EXCLUSIVE; so the column comes empty, the default is
// set for new rows, and old ones get theirs in batches. The same where the author says what old
// rows get of a column that may be NULL.
//
//===----------------------------------------------------------------------===//
#include "Transforms/NotNull.h"
#include "Transforms/Passes.h"

namespace schemac {

static void lower(Recipe &r, const Origins &origins, AddColumnOp add) {
  SubRef column = add.column();
  Column def = add.def();
  Expr value = def.defaultExpr,
       rows =
           def.backfill() ? givenValue(r.unit.context, origins, def.backfill(), def.type) : value;
  def.defaultExpr = Expr();
  def.nullable = true;
  r.add<AddColumnOp>(PhaseKind::Expand, "empty for now: catalog only", column, def);
  if (value)
    r.add<SetDefaultOp>(PhaseKind::Expand, "new rows get a value of their own", column, value);
  fillNulls(r, PhaseKind::Migrate, column, rows, origins.table(column.table),
            "gives every existing row a value of its own");
  if (!add.def().nullable)
    requireColumn(r, PhaseKind::Migrate, column, origins);
}

void runLowerVolatileDefault(PlanUnit &unit) {
  Origins origins(unit);
  auto differs = [&](AddColumnOp add) {
    const Column def = add.def();
    if (def.backfill()) // one that must have a value: LowerAddRequiredColumn
      return def.nullable && !origins.isEmpty(add.column().table);
    return def.defaultExpr && origins.dialect() && !origins.isSmall(add.column().table) &&
           origins.dialect()->volatility(def.defaultExpr) == Volatility::Volatile;
  };
  for (const Op &op : takeSteps<AddColumnOp>(unit, differs)) {
    Recipe r(unit, op);
    lower(r, origins, AddColumnOp(op));
  }
}

} // namespace schemac
