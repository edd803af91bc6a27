//===- LowerForeignKey.cpp - A foreign key is added not valid -------------===//
//
// The plain statement scans both tables and keeps writers of both out. NOT VALID binds new rows at
// once without a scan; the proof for old rows is a step of its own that nobody waits for.
//
//===----------------------------------------------------------------------===//
#include "Transforms/ForeignKeys.h"
#include "Transforms/Passes.h"
#include "Transforms/Placement.h"
#include "Transforms/Replacing.h"
#include "Transforms/Sql.h"
#include <fmt/core.h>

namespace schemac {

void addNotValid(Recipe &r, PhaseKind phase, const SubRef &path, Constraint def) {
  def.notValid = true;
  r.add<AddForeignKeyOp>(phase, "binds new rows at once; neither table is scanned", path, def);
  r.add<ValidateConstraintOp>(phase == PhaseKind::Expand ? PhaseKind::Migrate : phase,
                              "checks old rows while readers and writers go on", path);
}

/// By its partitions, where the whole takes none that is not valid.
static bool goesByPartition(const Recipe &r, const Origins &origins, AddForeignKeyOp add,
                            bool small) {
  return !small && !add.def().notValid && !takesNotValid(r.unit, origins, add.path().table);
}

static void addKey(Recipe &r, const Origins &origins, PhaseKind phase, AddForeignKeyOp add,
                   bool small) {
  if (add.def().notValid || small) {
    r.keep(phase, add.op, add.def().notValid ? WhyNewRowsOnly : WhySmall);
    return;
  }
  if (goesByPartition(r, origins, add, small))
    return addForeignKeyByPartition(r, origins, phase, add.path(), add.def());
  addNotValid(r, phase, add.path(), add.def());
}

/// It refuses nothing and does nothing: old code must not rely on what the former one did.
static void lowerNotEnforced(Recipe &r, const Replacement &change, const Constraint *old,
                             bool divided) {
  bool acted = old && !old->notEnforced && (acts(old->onDelete) || acts(old->onUpdate));
  PhaseKind phase = placeOf(acted || divided);
  if (acted)
    r.deploy(withoutFormerActions(*old, *old)); // nothing is done from then on
  if (change.drop)
    r.keep(phase, *change.drop, "refuses what the new code may write");
  r.keep(phase, change.add, WhyNotEnforced);
}

/// MATCH FULL refuses rows that have some of the values and not all, which the former key let be.
static bool refusesPartOfIt(const Constraint &was, const Constraint &is) {
  return is.matchFull && !was.matchFull && is.columns.size() > 1;
}

static bool sameActions(const Constraint &was, const Constraint &is) {
  return was.onDelete == is.onDelete && was.onUpdate == is.onUpdate;
}

static std::string acceptedRows(AddForeignKeyOp add) {
  return fmt::format("writes only rows of {} that '{}' accepts", sql::quote(add.path().table.name),
                     add.path().sub.str());
}

static void lowerForeignKey(Recipe &r, const Origins &origins, const Replacement &change) {
  AddForeignKeyOp add(change.add);
  QName table = add.path().table;
  bool small =
      origins.fitsBudget({table, add.def().refTable}, Work::Scan, LockMode::ShareRowExclusive);
  const Table *source = change.drop ? origins.table(table) : nullptr;
  const Constraint *old =
      source ? source->constraint(DropConstraintOp(*change.drop).path().sub) : nullptr;
  if (add.def().notEnforced)
    return lowerNotEnforced(r, change, old, origins.isDivided(table));
  if (old && !old->notEnforced && sameReference(*old, add.def())) {
    bool fuller = refusesPartOfIt(*old, add.def());
    PhaseKind phase =
        origins.isDivided(table) || fuller ? PhaseKind::Contract : phaseForAction(*old, add.def());
    if (fuller)
      r.deploy(acceptedRows(add));
    if (phase == PhaseKind::Contract && !(fuller && sameActions(*old, add.def())))
      r.deploy(withoutFormerActions(*old, add.def()));
    auto drop = [&](PhaseKind in) { r.keep(in, *change.drop, WhyActions); };
    if (goesByPartition(r, origins, add, small))
      return addForeignKeyByPartition(r, origins, phase, add.path(), add.def(), drop);
    drop(phase);
    addKey(r, origins, phase, add, small);
    return;
  }
  if (change.drop)
    r.keep(placeOfDrop(r, origins, DropConstraintOp(*change.drop).path()), *change.drop,
           "refuses what the new code may write");
  bool tight = tightens(origins, table, add.def());
  if (tight)
    r.deploy(acceptedRows(add));
  addKey(r, origins, placeOf(tight || origins.isDivided(table)), add, small);
}

void runLowerForeignKey(PlanUnit &unit) {
  Origins origins(unit);
  auto wanted = [&](AddForeignKeyOp add) {
    // Of a new table only when it has to wait for the column that it references.
    return !origins.isNew(add.path().table) || tightens(origins, add.path().table, add.def());
  };
  for (const Replacement &change :
       takeReplacements<AddForeignKeyOp, DropConstraintOp>(unit, wanted)) {
    Recipe r(unit, change.add);
    lowerForeignKey(r, origins, change);
  }
}

} // namespace schemac
