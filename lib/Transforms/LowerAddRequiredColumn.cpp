//===- LowerAddRequiredColumn.cpp - A new column that must have a value ---===//
//
// Code of the source does not know the column, so it cannot be required before the gate unless a
// trigger fills it. Rows that this code writes are old ones, too: where the author says what old
// rows get, a default waits until no such code is left, and one that may be NULL is filled as well.
// Who leaves it empty because it knows it cannot be told from who does not; the gate says so.
// Without a value for old rows the column becomes required only after the gate, and a guard stops
// there while rows have none; that is said at the declaration.
//
//===----------------------------------------------------------------------===//
#include "Transforms/NotNull.h"
#include "Transforms/Passes.h"
#include "Transforms/Sql.h"
#include "schemac/Transforms/Diags.h"
#include <fmt/core.h>

namespace schemac {

static void withValue(Recipe &r, const Origins &origins, const SubRef &column, Column def,
                      Expr value) {
  bool isOptional = def.nullable;
  def.nullable = true;
  Expr late = def.defaultExpr;
  def.defaultExpr = Expr();
  r.add<AddColumnOp>(PhaseKind::Expand,
                     isOptional ? "empty for now: catalog only" : "optional for now: catalog only",
                     column, def);
  SubRef path = addFillTrigger(r, origins, column, value, def.type,
                               "code that does not know the column gets a value for it");
  fillNulls(r, PhaseKind::Migrate, column, value, origins.table(column.table),
            "gives existing rows the value that was declared");
  if (!isOptional) {
    verifyFilled(r, PhaseKind::Migrate, column, value, origins.table(column.table));
    requireColumn(r, PhaseKind::Migrate, column, origins);
  }
  if (late)
    r.add<SetDefaultOp>(PhaseKind::Contract, "rows of code that knows the column get it", column,
                        late);
  r.add<DropTriggerOp>(PhaseKind::Contract, "every writer knows the column now", path);
  r.deploy(fmt::format("writes {}.{}{}{}", sql::quote(column.table.name), sql::quote(column.sub),
                       late ? ", whose default comes with the next phase" : "",
                       isOptional ? ", and counts on it that rows without it get the value for old "
                                    "rows until then"
                                  : ""));
}

static void withoutValue(Recipe &r, const Origins &origins, const SubRef &column, Column def) {
  def.nullable = true;
  r.add<AddColumnOp>(PhaseKind::Expand,
                     "optional for now: code that does not know it still inserts", column, def);
  requireColumn(r, PhaseKind::Contract, column, origins);
  r.deploy(fmt::format("writes {}.{} in every new row and accepts old rows without it",
                       sql::quote(column.table.name), sql::quote(column.sub)),
           {column});
  if (!origins.isEmpty(column.table))
    r.unit.diags.report(r.range, diag::warn_required_without_value, column.sub.str(),
                        column.table.str());
}

void runLowerAddRequiredColumn(PlanUnit &unit) {
  Origins origins(unit);
  auto required = [&](AddColumnOp add) {
    const Column def = add.def();
    bool filled = def.backfill() && (def.defaultExpr || def.nullable);
    return (!def.mayOmit() || filled) && !origins.isNew(add.column().table);
  };
  for (const Op &op : takeSteps<AddColumnOp>(unit, required)) {
    AddColumnOp add(op);
    Recipe r(unit, op);
    if (Expr value = fillValue(unit, origins, add.def(), add.def().type))
      withValue(r, origins, add.column(), add.def(), value);
    else
      withoutValue(r, origins, add.column(), add.def());
  }
}

} // namespace schemac
