//===- LowerExpression.cpp - Generated columns ----------------------------===//
//
// Values that are stored are written when the column is made or gets another expression, under a
// lock that nobody passes; the way around it is a new table (LowerRewrite). What comes here is for
// small tables, or changes together with something else: then another expression is refused, and a
// new column stays plain, so that the lock budget judges it. A virtual column is read off the
// others whenever it is asked for.
//
//===----------------------------------------------------------------------===//
#include "Transforms/Origins.h"
#include "Transforms/Passes.h"
#include "Transforms/PlainWay.h"
#include "Transforms/Recipe.h"
#include "Transforms/Sql.h"
#include "schemac/Transforms/Diags.h"
#include <fmt/core.h>

namespace schemac {

static void unmake(Recipe &r, DropExpressionOp drop) {
  const SubRef &c = drop.column();
  r.deploy(fmt::format("leaves {}.{} to the database until the last phase has run",
                       sql::quote(c.table.name), sql::quote(c.sub)),
           {c});
  r.keep(PhaseKind::Contract, drop.op, "the old code counts on its being made of other columns");
}

static void remake(Recipe &r, const Origins &origins, SetExpressionOp set) {
  const SubRef &c = set.column();
  const Column *target = origins.targetColumn(c);
  bool stored = !target || target->generation == Generation::Stored;
  if (stored && !origins.isSmall(c.table)) {
    DiagBuilder d =
        r.unit.diags.report(r.range, diag::err_expression_rewrite, c.sub.str(), c.table.str());
    noteBeside(d, r.unit, c.table);
    notePlainWay(std::move(d), origins, c.table);
    return;
  }
  r.deploy(fmt::format("accepts {}.{} as it was made before and as it is to be made",
                       sql::quote(c.table.name), sql::quote(c.sub)),
           {c});
  r.keep(PhaseKind::Contract, set.op,
         stored ? "the old code reads the old values; the table is small"
                : "the old code reads the old values; catalog only");
}

void runLowerExpression(PlanUnit &unit) {
  Origins origins(unit);
  for (const Op &op : takeSteps<DropExpressionOp>(unit, [](auto) { return true; })) {
    Recipe r(unit, op);
    unmake(r, DropExpressionOp(op));
  }
  for (const Op &op : takeSteps<SetExpressionOp>(unit, [](auto) { return true; })) {
    Recipe r(unit, op);
    remake(r, origins, SetExpressionOp(op));
  }
}

} // namespace schemac
