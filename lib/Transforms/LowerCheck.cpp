//===- LowerCheck.cpp - A check is added not valid, then validated --------===//
//
// Whether a changed check allows more or less than before cannot be told from its text. So the old
// one goes before the gate, when new code may need the freedom, and the new one comes after it.
//
//===----------------------------------------------------------------------===//
#include "Transforms/Passes.h"
#include "Transforms/Placement.h"
#include "Transforms/Replacing.h"
#include <fmt/core.h>

namespace schemac {

static void lower(Recipe &r, const Origins &origins, const Replacement &change) {
  AddCheckOp add(change.add);
  SubRef path = add.path();
  bool tight = tightens(origins, path.table, add.def());
  if (change.drop)
    r.keep(PhaseKind::Expand, *change.drop, "may refuse what the new code writes");
  if (tight)
    r.deploy(fmt::format("writes no rows that '{}' would refuse", path.sub.str()));
  if (origins.fitsBudget({path.table}, Work::Scan, LockMode::AccessExclusive)) {
    r.keep(placeOf(tight), change.add, WhySmall);
    return;
  }
  Constraint fence = add.def();
  fence.notValid = true;
  r.add<AddCheckOp>(placeOf(tight), "binds new rows at once; old rows are not scanned", path,
                    fence);
  r.add<ValidateConstraintOp>(tight ? PhaseKind::Contract : PhaseKind::Migrate,
                              "checks old rows while readers and writers go on", path);
}

void runLowerCheck(PlanUnit &unit) {
  Origins origins(unit);
  auto wanted = [&](AddCheckOp add) {
    return !add.def().notValid && !origins.isNew(add.path().table);
  };
  for (const Replacement &change : takeReplacements<AddCheckOp, DropConstraintOp>(unit, wanted)) {
    Recipe r(unit, change.add);
    lower(r, origins, change);
  }
}

} // namespace schemac
