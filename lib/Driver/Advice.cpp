//===- Advice.cpp - How a step would be done safely -----------------------===//
#include "Advice.h"
#include "schemac/Emit/Layout.h"
#include "schemac/IR/Interpreter.h"
#include "schemac/Transforms/Transforms.h"

namespace schemac {

std::optional<SafeForm> safeForm(std::span<const Op> ops, const Schema &before, Context &context,
                                 const LockBudget &budget, std::string *reason) {
  SafeForm safe;
  safe.after = before;
  SourceManager none;
  DiagEngine quiet(none);
  Plan direct;
  direct.name = context.name("safe");
  direct.dialect = before.dialect ? before.dialect : context.name("postgres");
  direct.version = before.version;
  unsigned change = 0;
  for (const Op &op : ops) {
    if (!apply(op, safe.after, context, nullptr))
      return std::nullopt;
    Op step = op;
    step.change = ++change;
    step.range = {};
    direct.phase(PhaseKind::Change).steps.push_back(std::move(step));
  }
  PlanUnit unit{context, quiet, &before, &safe.after, direct, {}, direct};
  unit.options.budget = budget;
  PassManager pipeline;
  buildPlanPipeline(pipeline, unit.plan.dialect.str());
  if (!pipeline.run(unit)) {
    for (const Diagnostic &d : quiet.pending())
      if (reason && d.level == Severity::Error)
        *reason = d.message;
    return std::nullopt;
  }
  safe.plan = std::move(unit.plan);
  return safe;
}

static std::string words(const Op &op) {
  std::string name;
  for (char c : op.mnemonic())
    name += c == '_' ? ' ' : c;
  return name;
}

std::string adviceFor(const Op &op, const Schema &before, Context &context,
                      const LockBudget &budget) {
  std::optional<SafeForm> safe = safeForm({&op, 1}, before, context, budget);
  if (!safe)
    return {};
  constexpr size_t longest = 160, most = 4;
  std::string statements, names;
  size_t count = 0, steps = 0;
  bool isShort = true;
  const Op *last = nullptr;
  EmittedPlan emitted = emitPlan(safe->plan, &before, context);
  for (const EmittedPhase &phase : emitted.phases)
    for (const EmittedStep &step : phase.up.steps) {
      if (!step.op || step.op->step() == StepKind::Guard || step.op->step() == StepKind::Verify)
        continue;
      last = step.op;
      names += (steps++ ? " → " : "") + words(*step.op);
      for (const std::string &sql : step.sql.statements) {
        isShort &= sql.size() <= longest && ++count <= most;
        statements += "\n" + sql + ";";
      }
    }
  // One step that is the statement itself: there is nothing else to do than to choose the time.
  if (steps == 0 || (steps == 1 && sameOp(*last, op)))
    return {};
  return isShort ? statements : names;
}

} // namespace schemac
