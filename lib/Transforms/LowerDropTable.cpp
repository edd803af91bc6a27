//===- LowerDropTable.cpp - A dropped table loses its keys first ----------===//
//
// Its foreign keys go before the table, so that tables that reference each other can go in any
// order, and the ones that refuse go before the gate: code of the target deletes referenced rows
// without knowing of this table. With an archive the table moves away whole.
//
//===----------------------------------------------------------------------===//
#include "Transforms/Archive.h"
#include "Transforms/Origins.h"
#include "Transforms/Passes.h"
#include "Transforms/Sql.h"
#include <fmt/core.h>

namespace schemac {

static bool refuses(const Constraint &fk) {
  return fk.onDelete == FkAction::NoAction || fk.onDelete == FkAction::Restrict;
}

static void lower(Recipe &r, const Origins &origins, const Op &op) {
  QName table = DropTableOp(op).table();
  if (const Table *source = origins.table(table))
    for (const Constraint &fk : source->constraints) {
      if (fk.kind != ConstraintKind::ForeignKey || origins.norm(fk.refTable) == origins.norm(table))
        continue;
      bool early = refuses(fk) && origins.targetTable(fk.refTable);
      r.add<DropConstraintOp>(early ? PhaseKind::Migrate : PhaseKind::Contract,
                              early
                                  ? "new code deletes referenced rows without knowing of this table"
                                  : "so that tables that reference each other can go one by one",
                              SubRef{table, fk.name});
    }
  r.deploy(fmt::format("does not use the table {}", sql::quote(table)));
  if (r.unit.to && archives(r.unit.to->drops, table.name)) {
    ensureArchive(r);
    r.add<MoveTableOp>(PhaseKind::Contract, "keeps the table where it can be restored from", table,
                       r.name(ArchiveNamespace));
  } else {
    r.keep(PhaseKind::Contract, op, "nobody uses it any more");
  }
}

void runLowerDropTable(PlanUnit &unit) {
  Origins origins(unit);
  for (const Op &op : takeSteps<DropTableOp>(unit, [](DropTableOp) { return true; })) {
    Recipe r(unit, op);
    lower(r, origins, op);
  }
}

} // namespace schemac
