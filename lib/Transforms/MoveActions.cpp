//===- MoveActions.cpp - Foreign keys that act differently, and move ------===//
#include "Transforms/ForeignKeys.h"
#include "Transforms/Moves.h"

namespace schemac {

void takeActions(PlanUnit &unit, const Origins &origins, MoveGroup &group) {
  for (MovedPart &p : group.parts) {
    if (!p.acts || !takesNotValid(unit, origins, p.table))
      continue;
    std::vector<Op> taken = takeSteps<AddForeignKeyOp>(unit, [&](AddForeignKeyOp add) {
      return origins.norm(add.path().table) == p.table && add.path().sub == p.acts->after.name;
    });
    if (taken.empty())
      continue;
    p.acts->cause = std::move(taken.front());
    p.newName = p.acts->after.name;
  }
}

void exchangeActions(PlanUnit &unit, const MoveGroup &group, PhaseKind phase) {
  for (const MovedPart &p : group.parts) {
    if (!p.newName || !p.acts || p.acts->phase != phase)
      continue;
    const auto &[before, after, when, cause] = *p.acts;
    Recipe r(unit, cause);
    bool early = phase == PhaseKind::Expand;
    Constraint def = early ? before : after;
    if (early) {
      def.onDelete = after.onDelete;
      def.onUpdate = after.onUpdate;
    } else {
      r.deploy(withoutFormerActions(before, after));
    }
    SubRef path{p.table, def.name};
    r.add<DropConstraintOp>(phase, WhyActions, path);
    addNotValid(r, phase, path, def);
  }
}

} // namespace schemac
