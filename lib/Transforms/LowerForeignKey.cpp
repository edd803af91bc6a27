//===- LowerForeignKey.cpp - A foreign key is added not valid -------------===//
//
// The plain statement scans both tables and keeps writers of both out. NOT VALID binds new rows at
// once without a scan; the proof for old rows is a step of its own that nobody waits for.
//
//===----------------------------------------------------------------------===//
#include "Transforms/ByPartition.h"
#include "Transforms/Passes.h"
#include "Transforms/Placement.h"
#include "Transforms/Replacing.h"
#include "Transforms/Sql.h"
#include "schemac/Transforms/Diags.h"
#include <fmt/core.h>

namespace schemac {

/// Deleting a referenced row does something instead of being refused.
static bool acts(FkAction action) {
  return action != FkAction::NoAction && action != FkAction::Restrict;
}

static bool sameReference(const Constraint &a, const Constraint &b) {
  return a.columns == b.columns && a.refTable.name == b.refTable.name &&
         a.refColumns == b.refColumns;
}

/// A changed action comes before the gate when new code may rely on it, and after it when old code
/// may rely on the former one.
static PhaseKind phaseForAction(const Constraint &before, const Constraint &now) {
  bool newCodeRelies = acts(now.onDelete) && !acts(before.onDelete);
  bool onlyOnUpdate = now.onDelete == before.onDelete;
  return newCodeRelies || onlyOnUpdate ? PhaseKind::Expand : PhaseKind::Contract;
}

static void addNotValid(Recipe &r, const Origins &origins, PhaseKind phase, AddForeignKeyOp add,
                        bool small, bool replaces = false) {
  if (small) {
    r.keep(phase, add.op, WhySmall);
    return;
  }
  if (isPartitioned(origins, add.path().table) && r.unit.plan.version < 18) {
    if (replaces || !addForeignKeyByPartition(r, origins, phase, add.path(), add.def()))
      r.unit.diags.report(r.range, diag::err_partitioned_blocking, "a foreign key",
                          add.path().table.str());
    return;
  }
  Constraint fence = add.def();
  fence.notValid = true;
  r.add<AddForeignKeyOp>(phase, "binds new rows at once; neither table is scanned", add.path(),
                         fence);
  r.add<ValidateConstraintOp>(phase == PhaseKind::Expand ? PhaseKind::Migrate : phase,
                              "checks old rows while readers and writers go on", add.path());
}

static void lower(Recipe &r, const Origins &origins, const Replacement &change) {
  AddForeignKeyOp add(change.add);
  QName table = add.path().table;
  bool small =
      origins.fitsBudget({table, add.def().refTable}, Work::Scan, LockMode::ShareRowExclusive);
  const Table *source = change.drop ? origins.table(table) : nullptr;
  const Constraint *old =
      source ? source->constraint(DropConstraintOp(*change.drop).path().sub) : nullptr;
  if (old && sameReference(*old, add.def())) {
    PhaseKind phase = phaseForAction(*old, add.def());
    if (phase == PhaseKind::Contract)
      r.deploy(fmt::format("does not rely on what '{}' did to referencing rows", old->name.str()));
    r.keep(phase, *change.drop,
           "the key with the new action takes its place in the same transaction");
    addNotValid(r, origins, phase, add, small, true);
    return;
  }
  if (change.drop)
    r.keep(PhaseKind::Expand, *change.drop, "refuses what the new code may write");
  bool tight = tightens(origins, table, add.def());
  if (tight)
    r.deploy(fmt::format("writes only rows of {} that '{}' accepts", sql::quote(table.name),
                         add.path().sub.str()));
  addNotValid(r, origins, placeOf(tight), add, small);
}

void runLowerForeignKey(PlanUnit &unit) {
  Origins origins(unit);
  auto wanted = [&](AddForeignKeyOp add) {
    // Of a new table only when it has to wait for the column that it references.
    return !add.def().notValid && !add.def().notEnforced &&
           (!origins.isNew(add.path().table) || tightens(origins, add.path().table, add.def()));
  };
  for (const Replacement &change :
       takeReplacements<AddForeignKeyOp, DropConstraintOp>(unit, wanted)) {
    Recipe r(unit, change.add);
    lower(r, origins, change);
  }
}

} // namespace schemac
