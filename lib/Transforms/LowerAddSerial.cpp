//===- LowerAddSerial.cpp - A numbering column for existing rows ----------===//
//
// Adding a serial column numbers every row under ACCESS EXCLUSIVE. Instead the column comes empty,
// a sequence serves new rows, and old rows are numbered from it in batches.
//
//===----------------------------------------------------------------------===//
#include "Transforms/NotNull.h"
#include "Transforms/Passes.h"
#include "Transforms/Sql.h"
#include "schemac/IR/Interpreter.h"
#include "schemac/IR/SchemaIndex.h"
#include "schemac/Transforms/Diags.h"
#include <fmt/core.h>

namespace schemac {

static void lowerAddedSerial(Recipe &r, const Origins &origins, AddColumnOp add) {
  SubRef column = add.column();
  Column def = add.def();
  std::string text = defaultSequenceName(column.table.name.str(), column.sub.str());
  Name sequence = def.sequence() ? def.sequence() : r.name(text);
  Expr next = r.expr(fmt::format("nextval({}::regclass)",
                                 sql::literal(sql::quote(QName{column.table.ns, sequence}))));
  def.generation = Generation::None;
  def.extra = nullptr;
  def.nullable = true;
  r.add<AddColumnOp>(PhaseKind::Expand, "empty for now: catalog only", column, def);
  r.add<SetSerialOp>(PhaseKind::Expand, "new rows are numbered from a sequence", column, sequence,
                     true);
  fillNulls(r, PhaseKind::Migrate, column, next, origins.table(column.table),
            "numbers existing rows from the same sequence");
  requireColumn(r, PhaseKind::Migrate, column, origins);
  if (add.def().generation != Generation::Serial)
    r.add<AddIdentityOp>(PhaseKind::Migrate, "goes on where the sequence stands: catalog only",
                         column, add.def());
}

/// A server before 17 makes a column that is there an identity, and adds none to the partitions.
static bool isRefused(const PlanUnit &unit, const Origins &origins, AddColumnOp add) {
  const Table *source = origins.table(add.column().table);
  Generation g = add.def().generation;
  return source && source->partitionBy && unit.plan.version && unit.plan.version < 17 &&
         (g == Generation::IdentityAlways || g == Generation::IdentityByDefault) &&
         !unit.from->index().childrenOf(source->name).empty();
}

void runLowerAddSerial(PlanUnit &unit) {
  Origins origins(unit);
  auto numbers = [&](AddColumnOp add) {
    Generation g = add.def().generation;
    bool sequence = g == Generation::Serial || g == Generation::IdentityAlways ||
                    g == Generation::IdentityByDefault;
    return sequence && (!origins.isSmall(add.column().table) || isRefused(unit, origins, add));
  };
  for (const Op &op : takeSteps<AddColumnOp>(unit, numbers)) {
    AddColumnOp add(op);
    Recipe r(unit, op);
    const Table *target = origins.targetTable(add.column().table);
    if (isRefused(unit, origins, add))
      unit.diags
          .report(op.range, diag::err_identity_of_partitions, add.column().str(),
                  add.column().table.str())
          .note("a column that is there can become one: add it plain, and make it an identity in a "
                "second plan");
    else if (!target || !target->partitionBy)
      lowerAddedSerial(r, origins, add);
    else
      unit.diags.report(op.range, diag::err_identity_on_rows, add.column().sub.str(),
                        add.column().table.str());
  }
}

} // namespace schemac
