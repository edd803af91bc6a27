//===- LowerSequences.cpp - Sequences change names and owners -------------===//
//
// Defaults follow a sequence that is renamed; code that draws from it by name does not. So the name
// changes after the gate. A column that was replaced by another takes its sequence along, or the
// sequence would go when the old column is dropped.
//
//===----------------------------------------------------------------------===//
#include "Transforms/Origins.h"
#include "Transforms/Passes.h"
#include "Transforms/Recipe.h"
#include "Transforms/Sql.h"
#include "schemac/IR/SchemaIndex.h"
#include <algorithm>
#include <fmt/core.h>
#include <set>

namespace schemac {

static bool renames(const Op &op) {
  return RenameSequenceOp::classof(op) || MoveSequenceOp::classof(op);
}

/// Columns that the plan keeps in step with another one, which then takes their place.
static std::vector<std::pair<QName, const Trigger *>> replaced(const PlanUnit &unit) {
  std::vector<std::pair<QName, const Trigger *>> found;
  for (const Phase &phase : unit.plan.phases)
    for (const Op &op : phase.steps)
      if (auto create = dynOp<CreateTriggerOp>(op);
          create && create->def().kind == TriggerKind::Sync)
        found.emplace_back(create->path().table, &create->def());
  return found;
}

static void keepOwned(PlanUnit &unit, const Origins &origins) {
  std::set<QName> done;
  for (auto [table, trigger] : replaced(unit)) {
    const Table *source = origins.table(table);
    if (!source)
      continue;
    auto owned = [&](QName name) {
      return unit.from->find<Sequence>(name)->ownedBy.sub == trigger->oldColumn;
    };
    if (std::ranges::none_of(unit.from->index().ownedSequences(source->name), owned))
      continue;
    for (QName now : unit.to->index().ownedSequences(origins.norm(table))) {
      const Sequence &sequence = *unit.to->find<Sequence>(now);
      if (!done.insert(now).second)
        continue;
      Recipe r(unit, sequence.range, 0);
      r.add<OwnSequenceOp>(PhaseKind::Contract, "or it would go with the column before", now,
                           sequence.ownedBy);
    }
  }
}

/// A column that has been exchanged has given its sequence the name.
static bool isDone(const PlanUnit &unit, const Op &op) {
  auto rename = dynOp<RenameSequenceOp>(op);
  for (const Phase &phase : unit.plan.phases)
    for (const Op &other : phase.steps)
      if (auto done = dynOp<RenameSequenceOp>(other);
          rename && done && done->name() == rename->name() && done->to() == rename->to())
        return true;
  return false;
}

void runLowerSequences(PlanUnit &unit) {
  Origins origins(unit);
  for (const Op &op : takeSteps(unit, renames)) {
    if (isDone(unit, op))
      continue;
    Recipe r(unit, op);
    r.deploy(fmt::format("does not name the sequence {}",
                         sql::quote(origins.norm(std::get<QName>(op.fields[0])))));
    r.keep(PhaseKind::Contract, op, "catalog only; defaults follow");
  }
  if (unit.from && unit.to)
    keepOwned(unit, origins);
}

} // namespace schemac
