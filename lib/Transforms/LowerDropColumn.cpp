//===- LowerDropColumn.cpp - A dropped column is optional before ----------===//
//
// Code of the target does not know the column, so its inserts leave it out: before the gate it must
// be possible to. The column itself goes last, after its data was kept when the author asked for
// it.
//
//===----------------------------------------------------------------------===//
#include "Transforms/Archive.h"
#include "Transforms/HelperNames.h"
#include "Transforms/LossGuard.h"
#include "Transforms/NotNull.h"
#include "Transforms/Passes.h"
#include "Transforms/Sql.h"
#include <algorithm>
#include <fmt/core.h>

namespace schemac {

/// A name for the archive of \p column that nothing in the archive has, and no other column of the
/// plan: tables of two namespaces may have the same name.
static QName freeArchive(const PlanUnit &unit, const SubRef &column) {
  auto isTaken = [&](QName name) {
    if (unit.from && unit.from->table(name))
      return true;
    const Phase *contract = unit.plan.findPhase(PhaseKind::Contract);
    return contract && std::ranges::any_of(contract->steps, [&](const Op &op) {
             auto archive = dynOp<ArchiveColumnOp>(op);
             return archive && archive->into() == name;
           });
  };
  QName plain = archiveOf(unit.context, column.table, column.sub), name = plain;
  for (unsigned n = 2; isTaken(name); ++n)
    name.name = unit.context.name(fitName(plain.name.string(), fmt::format("_{}", n)));
  return name;
}

static void lowerDropColumn(Recipe &r, const Origins &origins, const Op &op) {
  SubRef column = DropColumnOp(op).column();
  const Column *source = origins.column(column);
  const Table *table = origins.targetTable(column.table);
  if (source && !source->mayOmit())
    r.add<DropNotNullOp>(PhaseKind::Expand, "new code inserts without the column", column);
  if (table && archives(table->drops, column.sub)) {
    ensureArchive(r);
    r.add<ArchiveColumnOp>(PhaseKind::Contract, "keeps the values where they can be restored from",
                           column, freeArchive(r.unit, column), Expr(), walkKey(table));
  }
  r.deploy(
      fmt::format("does not use {}.{}", sql::quote(column.table.name), sql::quote(column.sub)));
  guardLoss(r, origins, column.table, column.sub);
  r.keep(PhaseKind::Contract, op, "nobody uses it any more");
}

void runLowerDropColumn(PlanUnit &unit) {
  Origins origins(unit);
  for (const Op &op : takeSteps<DropColumnOp>(unit, [](DropColumnOp) { return true; })) {
    Recipe r(unit, op);
    lowerDropColumn(r, origins, op);
  }
}

} // namespace schemac
