//===- InsertGuards.cpp - Questions to the data before it matters ---------===//
//
// A step that would fail on some rows gets a guard that lists them, at the beginning of its phase,
// so that the phase stops before it has done anything. When the phase itself makes what the guard
// asks about, fills it or changes its type, it stands right before the step.
//
//===----------------------------------------------------------------------===//
#include "Transforms/LossGuard.h"
#include "Transforms/NotNull.h"
#include "Transforms/Passes.h"
#include "Transforms/Questions.h"
#include "Transforms/Recipe.h"
#include "schemac/IR/Interpreter.h"
#include "schemac/Transforms/Diags.h"
#include <algorithm>
#include <fmt/core.h>

namespace schemac {

bool canAsk(const Question &q, const Schema &state, const Origins &origins) {
  if (!q.table)
    return true;
  const Table *table = state.table(origins.norm(q.table));
  return table && std::ranges::all_of(q.columns, [&](Name n) { return table->column(n); });
}

std::vector<Op> guardsOf(PlanUnit &unit, const Op &op, const std::vector<Question> &questions) {
  std::vector<Op> out;
  for (const Question &q : questions) {
    Recipe r(unit, op);
    Op guard = GuardOp::make(op.range, r.name(q.title), q.table, r.expr(q.query));
    guard.change = op.change;
    bool moves = MoveTableOp::classof(op) || MoveEnumOp::classof(op);
    guard.why = r.name(q.table ? fmt::format("'{}' would fail on such rows", op.mnemonic())
                       : moves ? fmt::format("'{}' would find its name taken", op.mnemonic())
                               : fmt::format("'{}' names it", op.mnemonic()));
    out.push_back(std::move(guard));
  }
  return out;
}

/// Whether the phase has written values that the question is about.
static bool isWritten(const Question &q, const std::vector<SubRef> &written,
                      const Origins &origins) {
  return std::ranges::any_of(written, [&](const SubRef &ref) {
    return q.table && origins.norm(ref.table) == origins.norm(q.table) &&
           std::ranges::count(q.columns, ref.sub) != 0;
  });
}

/// No guard helps where a domain decides what rows that are there get in a new column: nothing may
/// be in it, or what is to be filled in must not be there already.
static void refuseDomains(PlanUnit &unit, const Origins &origins, AddColumnOp add,
                          const Schema &state) {
  const SubRef &path = add.column();
  Column def = add.def();
  if (!def.type.is(TypeKind::Domain) || def.defaultExpr || def.generated() ||
      def.generation != Generation::None || origins.isNew(path.table) ||
      origins.isEmpty(path.table))
    return;
  auto fills = [&](const Op &op) {
    auto backfill = dynOp<BackfillOp>(op);
    return backfill && backfill->column() == path;
  };
  if (needsValue(state, def.type))
    unit.diags
        .report(add.range(), diag::err_domain_no_value, path.table.str(), path.str(),
                def.type.named().str())
        .note("a default of the column or of the domain is the value of rows that are there; a "
              "backfill comes too late");
  else if (givesValue(state, def.type) &&
           std::ranges::any_of(unit.plan.phases, [&](const Phase &phase) {
             return std::ranges::any_of(phase.steps, fills);
           }))
    unit.diags.report(add.range(), diag::err_domain_fills, path.str(), def.type.named().str())
        .note("drop the default of the domain before, in a plan of its own; columns can have it as "
              "their own");
}

/// The columns whose type changes in the statement that gives rows without a value one.
static std::vector<SubRef> filledByType(const PlanUnit &unit, const Origins &origins,
                                        const Phase &phase) {
  std::vector<SubRef> filled;
  for (const Op &op : phase.steps)
    if (auto set = dynOp<SetTypeOp>(op); set && set->cast())
      if (const Column *target = origins.targetColumn(set->column());
          target && (target->backfill() ||
                     (!target->nullable && fillValue(unit, origins, *target, set->type()))))
        filled.push_back(set->column());
  return filled;
}

/// A check that the step puts back as it was, in the transaction that has taken it off.
static bool comesBack(const Origins &origins, const Op &op, const std::vector<Op> &before) {
  auto add = dynOp<AddCheckOp>(op);
  const Table *source = add ? origins.table(add->path().table) : nullptr;
  const Constraint *was = source ? source->constraint(add->path().sub) : nullptr;
  if (!was || was->notValid || was->notEnforced || was->check != add->def().check)
    return false;
  return std::ranges::any_of(before, [&](const Op &other) {
    auto drop = dynOp<DropConstraintOp>(other);
    return drop && drop->path() == add->path() && other.change == op.change;
  });
}

static void guard(PlanUnit &unit, const Origins &origins, Phase &phase, Schema &state) {
  // Asked of the whole plan, of which the loop takes the steps away.
  std::vector<SubRef> filled = filledByType(unit, origins, phase);
  Questioner questioner(unit, origins, Direction::Up);
  for (const Phase &other : unit.plan.phases)
    questioner.notice(other.steps);
  Schema begin = state;
  std::vector<Op> first, steps;
  std::vector<SubRef> written, retyped;
  for (Op &op : phase.steps) {
    if (isLossGuard(op)) {
      first.push_back(std::move(op));
      continue;
    }
    if (auto add = dynOp<AddColumnOp>(op))
      refuseDomains(unit, origins, *add, state);
    std::vector<Question> questions = questioner.of(op, state);
    if (comesBack(origins, op, steps))
      questions.clear();
    std::vector<Op> guards = guardsOf(unit, op, questions);
    bool ofType = !SetNotNullOp::classof(op); // what is NULL does not depend on it
    for (size_t i = 0; i < guards.size(); ++i) {
      auto same = [&](const Op &o) { return sameOp(o, guards[i]); };
      if (!std::ranges::any_of(first, same) && !std::ranges::any_of(steps, same))
        (canAsk(questions[i], begin, origins) && !isWritten(questions[i], written, origins) &&
                 !(ofType && isWritten(questions[i], retyped, origins))
             ? first
             : steps)
            .push_back(std::move(guards[i]));
    }
    if (auto backfill = dynOp<BackfillOp>(op))
      written.push_back(backfill->column());
    else if (auto set = dynOp<SetTypeOp>(op);
             set && set->cast() && std::ranges::count(filled, set->column()))
      written.push_back(set->column());
    if (auto set = dynOp<SetTypeOp>(op))
      retyped.push_back(set->column());
    apply(op, state, unit.context, nullptr);
    steps.push_back(std::move(op));
  }
  std::ranges::move(steps, std::back_inserter(first));
  phase.steps = std::move(first);
}

void runInsertGuards(PlanUnit &unit) {
  if (!unit.from)
    return;
  Origins origins(unit);
  Schema state = *unit.from;
  for (Phase &phase : unit.plan.phases)
    guard(unit, origins, phase, state);
}

} // namespace schemac
