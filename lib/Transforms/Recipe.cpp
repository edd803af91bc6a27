//===- Recipe.cpp - Writing a sequence of steps ---------------------------===//
#include "Transforms/Recipe.h"
#include <algorithm>

namespace schemac {

Op &Recipe::place(PhaseKind phase, Op op, std::string_view why) {
  op.change = change;
  op.why = unit.context.name(why);
  return append(phase, std::move(op));
}

Op &Recipe::append(PhaseKind phase, Op op) {
  bool isNew = !unit.plan.findPhase(phase);
  auto &steps = unit.plan.phase(phase).steps;
  steps.push_back(std::move(op));
  if (isNew)
    hoistGate(unit.plan);
  return steps.back();
}

Op &Recipe::keep(PhaseKind phase, Op op, std::string_view why) {
  op.why = unit.context.name(why);
  return append(phase, std::move(op));
}

void Recipe::deploy(std::string_view what, std::vector<SubRef> tolerates) {
  addToGate(unit.plan, unit.context, what, std::move(tolerates), range);
}

std::vector<Op> takeSteps(PlanUnit &unit, const std::function<bool(const Op &)> &wanted) {
  std::vector<Op> taken;
  if (!unit.plan.findPhase(PhaseKind::Change))
    return taken;
  auto &steps = unit.plan.phase(PhaseKind::Change).steps;
  auto kept = steps.begin();
  for (auto it = steps.begin(); it != steps.end(); ++it) {
    if (wanted(*it))
      taken.push_back(std::move(*it));
    else if (kept++ != it)
      *(kept - 1) = std::move(*it);
  }
  steps.erase(kept, steps.end());
  return taken;
}

} // namespace schemac
