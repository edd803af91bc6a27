//===- Advice.cpp - How a step would be done safely -----------------------===//
#include "Advice.h"
#include "schemac/Dialect/Dialect.h"
#include "schemac/Emit/Emit.h"
#include "schemac/IR/Interpreter.h"
#include "schemac/IR/Slice.h"
#include "schemac/Transforms/Transforms.h"

namespace schemac {

static std::optional<SafeForm> lower(PassManager &passes, std::span<const Op> ops,
                                     const Schema &before, Context &context,
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
  if (!passes.run(unit)) {
    for (const Diagnostic &d : quiet.pending())
      if (reason && d.level == Severity::Error)
        *reason = d.message;
    return std::nullopt;
  }
  safe.plan = std::move(unit.plan);
  return safe;
}

std::optional<SafeForm> safeForm(std::span<const Op> ops, const Schema &before, Context &context,
                                 const LockBudget &budget, std::string *reason) {
  PassManager passes;
  buildPlanPipeline(passes, before.dialect ? before.dialect.str() : "postgres");
  return lower(passes, ops, before, context, budget, reason);
}

static std::string words(const Op &op) {
  std::string name;
  for (char c : op.mnemonic())
    name += c == '_' ? ' ' : c;
  return name;
}

Advisor::Advisor(Context &context, const LockBudget &budget) : context(context), budget(budget) {}

std::string Advisor::adviceFor(const Op &op, const Schema &whole) {
  Name wanted = whole.dialect ? whole.dialect : context.name("postgres");
  if (dialect != wanted) {
    dialect = wanted;
    passes = PassManager();
    buildForwardPipeline(passes, dialect.str());
  }
  std::optional<Schema> slice = sliceAround(op, whole);
  Schema state = slice ? std::move(*slice) : whole;
  std::optional<SafeForm> safe = lower(passes, {&op, 1}, state, context, budget, nullptr);
  const Emitter *emitter = findEmitter(dialect.str());
  if (!safe || !emitter)
    return {};
  int version = state.version ? state.version : findDialect(dialect.str())->newestVersion();
  constexpr size_t longest = 160, most = 4;
  std::string statements, names;
  size_t count = 0, steps = 0;
  bool isShort = true;
  const Op *last = nullptr;
  for (const Phase &phase : safe->plan.phases)
    for (const Op &step : phase.steps) {
      if (step.step() == StepKind::Guard || step.step() == StepKind::Verify)
        continue;
      last = &step;
      names += (steps++ ? " → " : "") + words(step);
      for (const std::string &sql : emitter->emit(step, state, version).statements) {
        isShort &= sql.size() <= longest && ++count <= most;
        statements += "\n" + sql + ";";
      }
      apply(step, state, context, nullptr);
    }
  // One step that is the statement itself: there is nothing else to do than to choose the time.
  if (steps == 0 || (steps == 1 && sameOp(*last, op)))
    return {};
  return isShort ? statements : names;
}

} // namespace schemac
