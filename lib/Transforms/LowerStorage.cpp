//===- LowerStorage.cpp - Where and how a table is stored -----------------===//
//
// Another tablespace, and logging or not, write the whole table while nobody can read or write it.
// A large one is exchanged for a new one (LowerRewrite) where nothing else of it changes.
//
//===----------------------------------------------------------------------===//
#include "Transforms/Origins.h"
#include "Transforms/Passes.h"
#include "Transforms/PlainWay.h"
#include "Transforms/Recipe.h"
#include "schemac/Transforms/Diags.h"

namespace schemac {

static std::string_view rewriting(const Op &op) {
  return SetLoggedOp::classof(op)       ? "logging"
         : SetUnloggedOp::classof(op)   ? "not logging"
         : SetTablespaceOp::classof(op) ? "moving"
                                        : "";
}

void runLowerStorage(PlanUnit &unit) {
  Origins origins(unit);
  for (const Op &op : takeSteps(unit, [](const Op &o) { return !rewriting(o).empty(); })) {
    QName table = std::get<QName>(op.fields[0]);
    const Table *target = origins.targetTable(table);
    bool hasRows = !origins.isSmall(table) && !(target && target->partitionBy);
    if (hasRows) {
      DiagBuilder d =
          unit.diags.report(op.range, diag::err_storage_rewrite, rewriting(op), table.str());
      noteBeside(d, unit, table);
      notePlainWay(std::move(d), origins, table);
    } else
      Recipe(unit, op).keep(PhaseKind::Expand, op, WhySmall);
  }
}

} // namespace schemac
