//===- LowerDropColumn.cpp - A dropped column is optional before ----------===//
//
// Code of the target does not know the column, so its inserts leave it out: before the gate it must
// be possible to. The column itself goes last, after its data was kept when the author asked for
// it.
//
//===----------------------------------------------------------------------===//
#include "Transforms/Archive.h"
#include "Transforms/HelperNames.h"
#include "Transforms/NotNull.h"
#include "Transforms/Passes.h"
#include "Transforms/Sql.h"
#include <algorithm>
#include <fmt/core.h>

namespace schemac {

static void lowerDropColumn(Recipe &r, const Origins &origins, const Op &op) {
  SubRef column = DropColumnOp(op).column();
  const Column *source = origins.column(column);
  const Table *table = origins.targetTable(column.table);
  if (source && !source->mayOmit())
    r.add<DropNotNullOp>(PhaseKind::Expand, "new code inserts without the column", column);
  if (table && archives(table->drops, column.sub)) {
    ensureArchive(r);
    r.add<ArchiveColumnOp>(PhaseKind::Contract, "keeps the values where they can be restored from",
                           column, archiveOf(r.unit.context, column.table, column.sub), Expr(),
                           walkKey(table));
  }
  r.deploy(
      fmt::format("does not use {}.{}", sql::quote(column.table.name), sql::quote(column.sub)));
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
