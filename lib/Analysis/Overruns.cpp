//===- Overruns.cpp - Locks that are held for too long --------------------===//
#include "schemac/Analysis/Overruns.h"
#include "PlanWalk.h"
#include "Unseen.h"
#include "schemac/Analysis/Transactions.h"
#include <algorithm>
#include <ranges>

namespace schemac {
namespace {

/// A step with what it costs where it stands.
struct Costed {
  const PlanStep *step;
  StepCost cost;
  std::optional<double> ms;
  std::vector<std::pair<QName, TableSize>> reads;
  LockedTraffic traffic;
};

class BudgetWalk {
public:
  BudgetWalk(const Plan &plan, const Schema &from, const LockBudget &budget, Context &context)
      : plan(plan), state(from), budget(budget), context(context),
        dialect(findDialect(plan.dialect ? plan.dialect.str() : "postgres")) {}

  std::vector<Overrun> run(const std::vector<PlanStep> &steps) {
    if (!dialect)
      return {};
    for (const PlanStep &step : steps) {
      Costed next = costed(step);
      if (!transaction.empty() && !joins(next))
        commit();
      if (phase != step.phase)
        unseen.clear();
      phase = step.phase;
      auto create = dynOp<CreateTableOp>(*step.op);
      if (create && !locksAlready(create->table().name))
        unseen.add(create->table().name);
      unseen.note(*step.op, next.cost, state);
      transaction.push_back(std::move(next));
      if (!apply(*step.op, state, context, nullptr))
        break;
      if (create)
        state.edit<Table>(create->table().name)->rows = 0; // no rows of the past
    }
    commit();
    return std::move(out);
  }

private:
  Costed costed(const PlanStep &step) const {
    Costed c{&step, dialect->cost(*step.op, state, plan.version), {}, {}, {}};
    std::erase_if(c.cost.locks, [&](const LockUse &use) {
      const View *view = state.views().find(use.relation);
      return view && view->noData; // nobody can read it, so nobody waits
    });
    c.ms = estimateMs(*step.op, c.cost, state);
    c.traffic = lockedTraffic(c.cost, state);
    for (QName relation : c.cost.reads)
      if (const Table *table = state.table(relation))
        c.reads.emplace_back(relation, TableSize(*table));
    return c;
  }

  bool joins(const Costed &next) const {
    const Costed &last = transaction.back();
    return last.step->phase == next.step->phase &&
           sharesTransaction(*last.step->op, last.cost, *next.step->op, next.cost,
                             sameChange(*last.step->op, *next.step->op), *next.step->phase);
  }

  /// Whether the transaction has locked a table of this name, which it has taken away since.
  bool locksAlready(QName table) const {
    return std::ranges::any_of(transaction, [&](const Costed &c) {
      return std::ranges::count(c.cost.locks, table, &LockUse::relation) > 0;
    });
  }

  void commit() {
    std::vector<TimedCost> timed;
    for (const Costed &c : transaction)
      timed.push_back({&c.cost, c.ms, c.traffic});
    for (HeldLock &lock : heldLocks(timed)) {
      std::optional<double> limit = budget.limitMs(lock.traffic, lock.mode);
      if (!limit || (lock.ms && *lock.ms <= *limit) || unseen.contains(lock.relation, state))
        continue;
      auto unknown = std::ranges::find_if(transaction, [](const Costed &c) { return !c.ms; });
      const Costed &longest =
          unknown != transaction.end()
              ? *unknown
              : *std::ranges::max_element(transaction, {}, [](const Costed &c) { return *c.ms; });
      const PlanStep &taker = *transaction[lock.step].step;
      out.push_back({taker.op, taker.number, taker.label(), std::move(lock), *limit,
                     longest.step->op, longest.step->number, longest.cost, longest.reads});
    }
    transaction.clear();
    unseen.commit();
  }

  const Plan &plan;
  Schema state;
  const LockBudget &budget;
  Context &context;
  const Dialect *dialect;
  const Phase *phase = nullptr;
  UnseenTables unseen;
  std::vector<Costed> transaction;
  std::vector<Overrun> out;
};

} // namespace

std::vector<Overrun> findOverruns(const Plan &plan, const Schema &from, const LockBudget &budget,
                                  Context &context) {
  return BudgetWalk(plan, from, budget, context).run(planSteps(plan));
}

std::vector<Overrun> findOverrunsBack(const Plan &plan, const Schema &from,
                                      const LockBudget &budget, Context &context) {
  Schema end = from;
  std::vector<PlanStep> steps = planSteps(plan), back;
  for (const PlanStep &step : steps)
    if (!apply(*step.op, end, context, nullptr))
      return {};
  for (const PlanStep &step : std::views::reverse(steps))
    for (const Op &undo : step.op->reverse)
      back.push_back({&undo, step.phase, step.number});
  return BudgetWalk(plan, end, budget, context).run(back);
}

} // namespace schemac
