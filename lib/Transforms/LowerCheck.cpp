//===- LowerCheck.cpp - A check is added not valid, then validated --------===//
//
// Whether a changed check allows more or less than before cannot be told from its text. So the old
// one goes before the gate, when new code may need the freedom, and the new one comes after it. A
// third one, that allows what either allows, stands between them.
//
//===----------------------------------------------------------------------===//
#include "Transforms/HelperNames.h"
#include "Transforms/Passes.h"
#include "Transforms/Placement.h"
#include "Transforms/Replacing.h"
#include "schemac/IR/ColumnUses.h"
#include <fmt/core.h>

namespace schemac {

/// What both the old and the new check allow; none when a column of the table has another name by
/// now.
static Expr eitherCheck(Recipe &r, const Origins &origins, const Replacement &change) {
  AddCheckOp add(change.add);
  const Table *source = origins.table(add.path().table);
  const Table *target = origins.targetTable(add.path().table);
  const Constraint *old =
      source ? source->constraint(DropConstraintOp(*change.drop).path().sub) : nullptr;
  if (!old || old->kind != ConstraintKind::Check || old->notEnforced || !target ||
      !(source->name == target->name))
    return {};
  for (const Column &c : source->columns)
    if (usesColumn(*old, c.name, source->name.name) && !target->column(c.name))
      return {};
  for (const Column &c : target->columns)
    if (c.renamedFrom() && !source->column(c.name) &&
        usesColumn(add.def(), c.name, target->name.name))
      return {};
  return r.expr(fmt::format("({}) OR ({})", old->check.str(), add.def().check.str()));
}

/// One that allows what either allows bridges the time in which both applications run.
static void swap(Recipe &r, const Replacement &change, Expr both) {
  AddCheckOp add(change.add);
  SubRef path = add.path();
  Constraint bridge = add.def(), fence = add.def();
  bridge.check = both;
  bridge.notValid = fence.notValid = true;
  bridge.name = standIn(r.unit.context, path.sub);
  SubRef bridgePath{path.table, bridge.name};
  r.deploy(fmt::format("writes no rows that '{}' would refuse", path.sub.str()));
  r.add<AddCheckOp>(PhaseKind::Expand, "allows what the old or the new check allows", bridgePath,
                    bridge);
  r.keep(PhaseKind::Expand, *change.drop, "may refuse what the new code writes");
  r.add<AddCheckOp>(PhaseKind::Contract, "binds new rows at once; old rows are not scanned", path,
                    fence);
  r.add<DropConstraintOp>(PhaseKind::Contract, "the new check takes its place at once", bridgePath);
  if (!add.def().notValid)
    r.add<ValidateConstraintOp>(PhaseKind::Contract,
                                "checks old rows while readers and writers go on", path);
}

static void lowerAddedCheck(Recipe &r, const Origins &origins, const Replacement &change) {
  AddCheckOp add(change.add);
  SubRef path = add.path();
  bool divided = origins.isDivided(path.table);
  if (add.def().notEnforced) {
    if (change.drop)
      r.keep(placeOf(divided), *change.drop, "may refuse what the new code writes");
    r.keep(placeOf(divided), change.add, WhyNotEnforced);
    return;
  }
  bool tight = tightens(origins, path.table, add.def());
  if (change.drop && tight && !divided && !origins.isNew(path.table))
    if (Expr both = eitherCheck(r, origins, change)) {
      swap(r, change, both);
      return;
    }
  if (change.drop)
    r.keep(placeOfDrop(r, origins, DropConstraintOp(*change.drop).path()), *change.drop,
           "may refuse what the new code writes");
  if (tight)
    r.deploy(fmt::format("writes no rows that '{}' would refuse", path.sub.str()));
  if (add.def().notValid) {
    r.keep(placeOf(tight || divided), change.add, WhyNewRowsOnly);
    return;
  }
  if (origins.fitsBudget({path.table}, Work::Scan, LockMode::AccessExclusive)) {
    r.keep(placeOf(tight || divided), change.add, WhySmall);
    return;
  }
  Constraint fence = add.def();
  fence.notValid = true;
  r.add<AddCheckOp>(placeOf(tight || divided), "binds new rows at once; old rows are not scanned",
                    path, fence);
  r.add<ValidateConstraintOp>(tight || divided ? PhaseKind::Contract : PhaseKind::Migrate,
                              "checks old rows while readers and writers go on", path);
}

void runLowerCheck(PlanUnit &unit) {
  Origins origins(unit);
  auto wanted = [&](AddCheckOp add) { return !origins.isNew(add.path().table); };
  for (const Replacement &change : takeReplacements<AddCheckOp, DropConstraintOp>(unit, wanted)) {
    Recipe r(unit, change.add);
    lowerAddedCheck(r, origins, change);
  }
}

} // namespace schemac
