//===- LowerDropTable.cpp - A dropped table loses its keys first ----------===//
//
// Its foreign keys go before the table, so that tables that reference each other can go in any
// order, and the ones that refuse go before the gate: code of the target deletes referenced rows
// without knowing of this table. With an archive the table moves away whole.
//
//===----------------------------------------------------------------------===//
#include "Transforms/Archive.h"
#include "Transforms/LossGuard.h"
#include "Transforms/Origins.h"
#include "Transforms/Passes.h"
#include "Transforms/Placement.h"
#include "Transforms/Sql.h"
#include "schemac/IR/SchemaIndex.h"
#include <fmt/core.h>
#include <set>

namespace schemac {

static bool refuses(const Constraint &fk) {
  return fk.onDelete == FkAction::NoAction || fk.onDelete == FkAction::Restrict;
}

/// The key that the foreign key rests on; when it goes before the gate, the foreign key must too.
static Index referencedKey(const Constraint &fk) {
  Constraint key;
  key.columns = fk.refColumns;
  return sql::keyIndex(fk.name, key);
}

/// In the archive it would still be sent.
static void unpublish(Recipe &r, const Origins &origins, QName table) {
  const Table *source = origins.table(table);
  if (!source || !r.unit.from)
    return;
  for (const Publication &was : r.unit.from->publications())
    for (const Publication &is : r.unit.to->publications())
      if (was.table(source->name) && (is.name == was.name || is.renamedFrom == was.name.name)) {
        r.add<UnpublishTableOp>(PhaseKind::Contract, "what is in the archive is not sent",
                                is.name.name, table);
        break;
      }
}

static void lowerDropTable(Recipe &r, const Origins &origins, const Op &op) {
  QName table = DropTableOp(op).table();
  if (const Table *source = origins.table(table))
    for (const Constraint &fk : source->constraints) {
      if (fk.kind != ConstraintKind::ForeignKey)
        continue;
      if (origins.norm(fk.refTable) == origins.norm(table)) {
        if (source->partitionBy) // the partitions go before it
          r.add<DropConstraintOp>(PhaseKind::Contract, "so that its partitions can go one by one",
                                  SubRef{table, fk.name});
        continue;
      }
      const Table *kept = origins.targetTable(fk.refTable);
      bool early = kept && (refuses(fk) || !impliesUnique(kept, referencedKey(fk)));
      r.add<DropConstraintOp>(early ? PhaseKind::Migrate : PhaseKind::Contract,
                              early
                                  ? "new code deletes referenced rows without knowing of this table"
                                  : "so that tables that reference each other can go one by one",
                              SubRef{table, fk.name});
    }
  r.deploy(fmt::format("does not use the table {}", sql::quote(table)));
  if (r.unit.to && archives(r.unit.to->drops, origins.sourceName(table))) {
    ensureArchive(r);
    unpublish(r, origins, table);
    r.add<MoveTableOp>(PhaseKind::Contract, "keeps the table where it can be restored from", table,
                       r.name(ArchiveNamespace));
  } else {
    guardLoss(r, origins, table, Name());
    r.keep(PhaseKind::Contract, op, "nobody uses it any more");
  }
}

/// A table in the archive keeps the enums of its columns: those go there too instead of away.
static void archiveEnums(PlanUnit &unit, const Origins &origins, const std::vector<Op> &drops) {
  std::set<QName> used;
  for (const Op &op : drops)
    if (const Table *source = origins.table(DropTableOp(op).table());
        source && archives(unit.to->drops, source->name))
      for (const Column &c : source->columns)
        if (QName name = enumIn(c.type))
          used.insert(origins.norm(name));
  auto kept = [&](DropEnumOp drop) { return used.count(origins.norm(drop.name())) != 0; };
  for (const Op &op : takeSteps<DropEnumOp>(unit, kept)) {
    Recipe r(unit, op);
    ensureArchive(r);
    r.add<MoveEnumOp>(PhaseKind::Contract, "the archived table needs it", DropEnumOp(op).name(),
                      r.name(ArchiveNamespace));
  }
}

void runLowerDropTable(PlanUnit &unit) {
  Origins origins(unit);
  std::vector<Op> drops = takeSteps<DropTableOp>(unit, [](DropTableOp) { return true; });
  std::set<QName> dropped;
  for (const Op &op : drops)
    dropped.insert(origins.norm(DropTableOp(op).table()));
  // The recipe drops their foreign keys itself, each where it must go.
  takeSteps<DropConstraintOp>(unit, [&](DropConstraintOp drop) {
    return dropped.count(origins.norm(drop.path().table)) != 0;
  });
  if (unit.to)
    archiveEnums(unit, origins, drops);
  for (const Op &op : drops) {
    Recipe r(unit, op);
    lowerDropTable(r, origins, op);
  }
}

} // namespace schemac
