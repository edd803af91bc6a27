//===- Gate.cpp - What the deployment in the middle must do ---------------===//
#include "Transforms/Gate.h"
#include <algorithm>

namespace schemac {

static Gate &gateOf(Plan &plan) {
  for (Phase &phase : plan.phases)
    if (phase.gate)
      return *phase.gate;
  bool hasSwitch = plan.findPhase(PhaseKind::Switch);
  Phase &after = plan.phase(hasSwitch ? PhaseKind::Switch : PhaseKind::Contract);
  return after.gate.emplace();
}

void addToGate(Plan &plan, Context &context, std::string_view what, std::vector<SubRef> tolerates,
               SourceRange range) {
  constexpr std::string_view Begin = "deploy code that ", More = "and what the later steps say";
  constexpr ptrdiff_t MaxClauses = 6;
  Gate &gate = gateOf(plan);
  std::string text = gate.text ? gate.text.string() + "; " : std::string(Begin);
  if (std::ranges::count(text, ';') >= MaxClauses)
    what = More;
  if (text.find(what) == std::string::npos)
    gate.text = context.name(text + std::string(what));
  if (!gate.range.isValid())
    gate.range = range;
  for (const SubRef &column : tolerates)
    if (std::ranges::find(gate.tolerates, column) == gate.tolerates.end())
      gate.tolerates.push_back(column);
}

static std::optional<Gate> takeGate(Plan &plan) {
  std::optional<Gate> gate;
  for (Phase &phase : plan.phases)
    if (phase.gate) {
      gate = std::move(phase.gate);
      phase.gate.reset();
    }
  return gate;
}

static bool isAfterGate(const Phase &phase) {
  return phase.kind == PhaseKind::Switch || phase.kind == PhaseKind::Contract;
}

void hoistGate(Plan &plan) {
  if (std::optional<Gate> gate = takeGate(plan))
    std::ranges::find_if(plan.phases, isAfterGate)->gate = std::move(gate);
}

void settleGate(PlanUnit &unit) {
  std::optional<Gate> gate = takeGate(unit.plan);
  std::erase_if(unit.plan.phases, [](const Phase &p) { return p.steps.empty(); });
  auto after = std::ranges::find_if(unit.plan.phases, isAfterGate);
  if (after == unit.plan.phases.end())
    return;
  if (!gate) {
    gate.emplace();
    gate->text = unit.context.name("deploy code that is generated from the new schema");
    gate->range = after->steps.front().range;
  }
  after->gate = std::move(gate);
}

} // namespace schemac
