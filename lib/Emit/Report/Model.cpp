//===- Model.cpp - What all forms of the report state ---------------------===//
#include "Model.h"
#include "Estimate.h"
#include "schemac/Emit/Describe.h"
#include "schemac/IR/ReverseReasons.h"
#include <algorithm>
#include <fmt/format.h>

namespace schemac::report {

Model::Model(const PlanDocument &document) : document(document) {
  assert(document.plan && document.context && "a document without a plan");
  emitted = emitPlan(*document.plan, document.from, *document.context);
}

size_t Model::numGates() const {
  return static_cast<size_t>(std::count_if(document.plan->phases.begin(),
                                           document.plan->phases.end(),
                                           [](const Phase &p) { return p.gate.has_value(); }));
}

std::string Model::name() const {
  return document.plan->name ? document.plan->name.string() : std::string("plan");
}

std::vector<const Op *> Model::changes() const {
  std::vector<const Op *> out;
  if (!document.direct)
    return out;
  for (const Phase &p : document.direct->phases)
    for (const Op &op : p.steps)
      out.push_back(&op);
  std::stable_sort(out.begin(), out.end(),
                   [](const Op *a, const Op *b) { return a->change < b->change; });
  return out;
}

std::vector<std::string> Model::assumptions() const {
  std::vector<std::string> out = document.assumptions;
  for (const EmittedPhase &p : emitted.phases)
    if (std::any_of(p.up.steps.begin(), p.up.steps.end(), usesRates)) {
      out.push_back(estimateAssumptions());
      break;
    }
  auto isFilledAlong = [](const EmittedStep &s) { return s.filledAlong; };
  if (std::ranges::any_of(emitted.phases, [&](const EmittedPhase &p) {
        return std::ranges::any_of(p.up.steps, isFilledAlong);
      }))
    out.push_back("of the backfills of a table the first writes the rows, and the triggers fill "
                  "the other columns along, so that later ones only look for rows that are left");
  return out;
}

Reversibility reversibility(const EmittedPlan &plan) {
  Reversibility out;
  const EmittedPhase *lossyFrom = nullptr;
  std::vector<unsigned> stuck, staying;
  for (const EmittedPhase &p : plan.phases)
    for (const EmittedStep &s : p.up.steps) {
      ReverseClass c = s.step->reverseClass;
      bool stops = s.step->reason && s.step->reason.str().find(StopsAtRows) != std::string::npos;
      if (c == ReverseClass::Irreversible || stops)
        stuck.push_back(s.id);
      else if (c == ReverseClass::Lossless && s.step->reason)
        staying.push_back(s.id);
      if (c == ReverseClass::Lossy && !lossyFrom)
        lossyFrom = &p;
      if (c == ReverseClass::Unknown)
        out.worst = ReverseClass::Unknown;
      else if (out.worst != ReverseClass::Unknown)
        out.worst = std::max(out.worst, c);
    }
  if (out.worst == ReverseClass::Unknown)
    out.text = "not known";
  else if (!stuck.empty())
    out.text = fmt::format(
        "all but step {}{}{}", stuck.front(),
        stuck.size() > 1 ? fmt::format(" and {} more", stuck.size() - 1) : "",
        lossyFrom ? fmt::format(", with losses in {}", phaseName(lossyFrom->phase->kind)) : "");
  else if (lossyFrom)
    out.text =
        fmt::format("yes ({} {})", lossyFrom->number > 1 ? "lossless until" : "with losses in",
                    phaseName(lossyFrom->phase->kind));
  else
    out.text = "yes (lossless)";
  if (!staying.empty() && out.worst != ReverseClass::Unknown)
    out.text += fmt::format(
        "; step {}{} something behind", staying.front(),
        staying.size() > 1 ? fmt::format(" and {} more leave", staying.size() - 1) : " leaves");
  return out;
}

std::string causeText(SourceRange range, const SourceManager *sources) {
  if (!sources || !range.isValid())
    return {};
  DecodedLoc at = sources->decode(range.begin);
  return fmt::format("{}:{}:{}", at.file, at.line, at.column);
}

std::string counted(size_t n, std::string_view one) {
  return fmt::format("{} {}{}", n, one, n == 1 ? "" : "s");
}

std::string_view gateText(const Gate &gate) {
  std::string_view text = gate.text.str();
  constexpr std::string_view verb = "deploy ";
  if (text.starts_with(verb))
    text.remove_prefix(verb.size());
  return text;
}

std::string toleratedText(const Gate &gate, const Dialect &dialect) {
  std::string out;
  for (const SubRef &column : gate.tolerates)
    out += fmt::format("{}{}.\"{}\"", out.empty() ? "" : ", ", describeName(column.table, dialect),
                       column.sub.str());
  return out;
}

std::string strongestLock(const StepCost &cost) {
  LockMode mode = cost.strongest();
  return mode == LockMode::None ? "–" : std::string(lockName(mode));
}

const HeldLock *heldLock(const EmittedStep &step, QName relation) {
  auto it =
      std::ranges::find_if(step.held, [&](const HeldLock &l) { return l.relation == relation; });
  return it == step.held.end() ? nullptr : &*it;
}

Traffic trafficOf(const EmittedStep &step, QName relation) {
  auto it = std::ranges::find(step.traffic, relation, &LockedTraffic::value_type::first);
  return it == step.traffic.end() ? Traffic::Normal : it->second;
}

std::optional<double> blockingMs(const EmittedStep &step) {
  double most = 0;
  for (const HeldLock &lock : step.held) {
    if (!lock.ms)
      return std::nullopt;
    most = std::max(most, *lock.ms);
  }
  return most;
}

std::string_view blockedText(const StepCost &cost) {
  switch (blocks(cost.strongest())) {
  case Blocks::Nothing:
    return "–";
  case Blocks::Writes:
    return "writes";
  case Blocks::All:
    return "all";
  }
  return "–";
}

} // namespace schemac::report
