//===- GuardReverses.cpp - Questions to the data before the way back ------===//
//
// Before: drop_not_null @users.@phone reverse { set_not_null @users.@phone }
// After:  drop_not_null @users.@phone reverse { guard "rows without 'users.phone'" …
//                                               set_not_null @users.@phone }
//
// What a step allows has been written by the time it is undone. Its reverse asks first, so that the
// way back stops before it has done anything, and lists the rows.
//
//===----------------------------------------------------------------------===//
#include "Transforms/GuardExchange.h"
#include "Transforms/Passes.h"
#include "Transforms/Questions.h"
#include "schemac/Analysis/Transactions.h"
#include "schemac/IR/Interpreter.h"
#include <algorithm>

namespace schemac {

/// What goes for a moment comes back in the same transaction, with roles that it has had: a
/// question in between would end that.
static bool standsAside(const Op &op) {
  auto view = dynOp<DropViewOp>(op);
  auto function = dynOp<DropFunctionOp>(op);
  return (view && view->remade()) || (function && function->remade());
}

/// Comes back after a step that it was in the way of, or is given to what does.
static bool comesBack(const Op &op) {
  auto view = dynOp<CreateViewOp>(op);
  auto function = dynOp<CreateFunctionOp>(op);
  auto trigger = dynOp<CreateTriggerOp>(op);
  return (view && view->remade()) || (function && function->remade()) ||
         (trigger && trigger->def().action) || SetCommentOp::classof(op) || GrantOp::classof(op) ||
         SetOwnerOp::classof(op);
}

/// On the way back what steps aside again does so first. What the step under it asks is asked
/// before that: a question in between would end the transaction.
static void askBeforeSteppingAside(std::vector<Op> &steps) {
  for (size_t i = 0; i < steps.size(); ++i) {
    size_t last = i;
    while (last + 1 < steps.size() && steps[i].change &&
           steps[last + 1].change == steps[i].change && comesBack(steps[last + 1]))
      ++last;
    while (last > i && steps[last].reverse.empty())
      --last; // it goes with what it is given to
    auto &from = steps[i].reverse, &to = steps[last].reverse;
    auto guards = std::ranges::find_if_not(from, [](const Op &o) { return GuardOp::classof(o); });
    if (last == i || to.empty() || guards == from.end())
      continue;
    to.insert(to.begin(), std::make_move_iterator(from.begin()), std::make_move_iterator(guards));
    from.erase(from.begin(), guards);
  }
}

/// A table that is exchanged with one of its name is so in one transaction; what its way back asks
/// is asked before that. Behind it only rows are proved.
static void askBeforeExchange(std::vector<Op> &steps) {
  for (const Op &op : steps) {
    if (!AttachPartitionOp::classof(op) && !DetachPartitionOp::classof(op))
      continue;
    auto ofChange = [&](const Op &o) { return sameChange(o, op); };
    auto renames = [&](const Op &o) { return ofChange(o) && RenameTableOp::classof(o); };
    if (std::ranges::none_of(steps, renames))
      continue;
    auto begin = std::ranges::find_if(steps, ofChange), last = begin;
    for (auto it = begin; it != steps.end(); ++it)
      if (ofChange(*it) && !ValidateConstraintOp::classof(*it) && !DropConstraintOp::classof(*it) &&
          !it->reverse.empty())
        last = it;
    std::vector<Op> guards;
    std::vector<QName> empty; // that come back without rows
    for (const Op &o : steps)
      if (auto drop = dynOp<DropTableOp>(o); drop && ofChange(o))
        empty.push_back(drop->table());
    for (auto it = begin; it != last; ++it)
      if (ofChange(*it)) {
        std::erase_if(it->reverse, [&](const Op &o) {
          auto guard = dynOp<GuardOp>(o);
          return guard && std::ranges::count(empty, guard->table()) != 0;
        });
        auto asks = std::ranges::stable_partition(it->reverse,
                                                  [](const Op &o) { return !GuardOp::classof(o); });
        std::ranges::move(asks, std::back_inserter(guards));
        it->reverse.erase(asks.begin(), asks.end());
      }
    last->reverse.insert(last->reverse.begin(), guards.begin(), guards.end());
    return;
  }
}

namespace {

class ReverseGuardian {
public:
  explicit ReverseGuardian(PlanUnit &unit)
      : unit(unit), origins(unit), questioner(unit, origins, Direction::Back), state(*unit.from) {}

  void run() {
    for (Phase &phase : unit.plan.phases)
      for (Op &op : phase.steps) {
        apply(op, state, unit.context, nullptr);
        if (!op.reverse.empty() && !standsAside(op))
          op.reverse = guarded(std::move(op.reverse));
      }
    for (Phase &phase : unit.plan.phases) {
      guardExchanges(unit, origins, phase);
      for (Op &op : phase.steps)
        if (DropTriggerOp::classof(op))
          guardRenamed(unit, origins, op);
      askBeforeSteppingAside(phase.steps);
      askBeforeExchange(phase.steps);
    }
  }

private:
  /// What to ask before each step of \p reverse, which begins in the state at hand.
  std::vector<std::vector<Question>> questionsOf(const std::vector<Op> &reverse) {
    std::vector<std::vector<Question>> out;
    Journal journal;
    state.setJournal(&journal);
    questioner.forget();
    questioner.notice(reverse);
    for (const Op &op : reverse) {
      out.push_back(questioner.of(op, state));
      apply(op, state, unit.context, nullptr);
    }
    state.setJournal(nullptr);
    journal.undo(state);
    return out;
  }

  /// Guards that can be asked at once come first.
  std::vector<Op> guarded(std::vector<Op> reverse) {
    std::vector<std::vector<Question>> questions = questionsOf(reverse);
    std::vector<Op> first, steps;
    for (size_t i = 0; i < reverse.size(); ++i) {
      std::vector<Op> guards = guardsOf(unit, reverse[i], questions[i]);
      for (size_t k = 0; k < guards.size(); ++k) {
        auto same = [&](const Op &o) { return sameOp(o, guards[k]); };
        if (!std::ranges::any_of(first, same) && !std::ranges::any_of(steps, same))
          (canAsk(questions[i][k], state, origins) ? first : steps).push_back(std::move(guards[k]));
      }
      steps.push_back(std::move(reverse[i]));
    }
    std::ranges::move(steps, std::back_inserter(first));
    return first;
  }

  PlanUnit &unit;
  Origins origins;
  Questioner questioner;
  Schema state;
};

} // namespace

void runGuardReverses(PlanUnit &unit) {
  if (unit.from)
    ReverseGuardian(unit).run();
}

} // namespace schemac
