//===- PlanWalk.cpp - Walks a plan through its states ---------------------===//
#include "PlanWalk.h"

namespace schemac {

std::string PlanStep::label() const {
  std::string text(op->mnemonic());
  if (op->fields.empty())
    return text;
  const Field &first = op->fields[0];
  if (auto *sub = std::get_if<SubRef>(&first))
    return text + " " + sub->str();
  if (auto *name = std::get_if<QName>(&first))
    return text + " " + name->str();
  if (auto *body = std::get_if<std::shared_ptr<const Table>>(&first))
    return text + " " + (*body)->name.str();
  if (auto *body = std::get_if<std::shared_ptr<const Function>>(&first))
    return text + " " + (*body)->name.str();
  if (auto *body = std::get_if<std::shared_ptr<const View>>(&first))
    return text + " " + (*body)->name.str();
  if (auto *name = std::get_if<Name>(&first))
    return text + " " + name->string();
  return text;
}

std::string PlanStep::note() const {
  return fmt::format("step {} of phase {}: {}", number, phaseName(phase->kind), printOp(*op));
}

std::vector<PlanStep> planSteps(const Plan &plan) {
  std::vector<PlanStep> steps;
  for (const Phase &phase : plan.phases)
    for (const Op &op : phase.steps)
      steps.push_back({&op, &phase, static_cast<unsigned>(steps.size()) + 1});
  return steps;
}

std::optional<std::string> applyQuietly(std::span<const Op> ops, Schema &state, Context &context,
                                        const DiagEngine &diags, const Op **refused) {
  for (const Op &op : ops) {
    DiagEngine aside(diags.sourceManager());
    if (apply(op, state, context, &aside))
      continue;
    if (refused)
      *refused = &op;
    return aside.pending().empty() ? std::string("it is refused") : aside.pending()[0].message;
  }
  return std::nullopt;
}

bool applyStep(const PlanStep &step, Schema &state, Context &context, DiagEngine &diags) {
  if (step.op->kind == OpKind::Opaque) {
    diags.report(step.op->range, diag::err_plan_opaque, step.number, step.label())
        .note(step.note());
    return false;
  }
  auto why = applyQuietly({step.op, 1}, state, context, diags);
  if (why)
    diags.report(step.op->range, diag::err_plan_step_refused, step.number, step.label(), *why)
        .note(step.note());
  return !why;
}

} // namespace schemac
