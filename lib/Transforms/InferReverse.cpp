//===- InferReverse.cpp - Every step gets its reverse ---------------------===//
//
// The interpreter knows the state before each step, and with it what the step takes away. A reverse
// that a recipe has given stays.
//
//===----------------------------------------------------------------------===//
#include "Transforms/Passes.h"
#include "Transforms/Reverser.h"
#include "schemac/IR/Access.h"
#include "schemac/IR/Interpreter.h"
#include "schemac/IR/Signatures.h"
#include <algorithm>
#include <iterator>

namespace schemac {

/// What is made again lacks the comments, owner and grants that went with the first.
static void restoreAccess(const Op &op, Undo &undo, Schema &state, Context &context) {
  Journal journal;
  state.setJournal(&journal);
  if (apply(op, state, context, nullptr) && applyAll(undo.steps, state, context, nullptr))
    forEachKind([&]<class T>() {
      for (QName n : journal.touched<T>()) {
        const T *was = journal.was<T>(n), *now = state.find<T>(n);
        if (!was || !now || sameAccess(*was, *now))
          continue;
        for (Op &again : accessChanges(*now, *was, kindId<T>(), op.range)) {
          again.change = op.change;
          undo.steps.push_back(std::move(again));
        }
      }
    });
  state.setJournal(nullptr);
  journal.undo(state);
}

namespace {
/// What everybody lacks, which no state holds, as the steps change it.
class Closed {
public:
  Closed(PlanUnit &unit, const Origins &origins)
      : unit(unit), origins(origins), list(unit.closed) {}
  /// What is made again was closed before it went.
  void restore(Undo &undo) const;
  /// \p op is applied to \p state next.
  void follow(const Op &op, const Schema &state);

private:
  void rename(QName from, QName to);

  PlanUnit &unit;
  const Origins &origins;
  std::vector<Op> list;
};
} // namespace

/// One that is remade keeps what it had, one that is like another has what that has.
static QName functionOrTypeMade(const Op &op) {
  if (auto f = dynOp<CreateFunctionOp>(op))
    return f->remade() || f->like() ? QName() : f->function().name;
  if (auto e = dynOp<CreateEnumOp>(op))
    return e->name();
  if (auto d = dynOp<CreateDomainOp>(op))
    return d->domain().name;
  if (auto c = dynOp<CreateCompositeOp>(op))
    return c->composite().name;
  if (auto r = dynOp<CreateRangeOp>(op))
    return r->range_type().name;
  return {};
}

/// A schema is never made again, so it is no matter here.
static bool isOf(const Op &op, QName object) {
  return !isOfPublic(op) && RevokeOp(op).target().object == object;
}

void Closed::restore(Undo &undo) const {
  std::vector<Op> again;
  for (const Op &step : undo.steps)
    if (QName made = origins.norm(functionOrTypeMade(step)))
      for (const Op &op : list)
        if (isOf(op, made)) {
          Op close = op;
          close.range = step.range, close.change = step.change;
          again.push_back(std::move(close));
        }
  undo.steps.insert(undo.steps.end(), again.begin(), again.end());
}

void Closed::rename(QName from, QName to) {
  for (Op &op : list) {
    if (!isOf(op, origins.norm(from)))
      continue;
    RevokeOp revoke(op);
    Target target = revoke.target();
    target.object = origins.norm(to);
    op = RevokeOp::make(op.range, revoke.privileges(), target, revoke.role(), false);
  }
}

void Closed::follow(const Op &op, const Schema &state) {
  auto forget = [&](QName n) {
    std::erase_if(list, [&](const Op &o) { return isOf(o, origins.norm(n)); });
  };
  if (QName made = functionOrTypeMade(op))
    forget(made);
  else if (auto e = dynOp<RenameEnumOp>(op))
    rename(e->name(), {e->name().ns, e->to()});
  else if (auto m = dynOp<MoveEnumOp>(op))
    rename(m->name(), {m->to(), m->name().name});
  else if (auto t = dynOp<RenameTypeOp>(op))
    rename(t->name(), {t->name().ns, t->to()});
  else if (auto m = dynOp<MoveTypeOp>(op))
    rename(m->name(), {m->to(), m->name().name});
  else if (auto m = dynOp<MoveFunctionOp>(op))
    rename(m->function(), {m->to(), m->function().name});
  else if (auto r = dynOp<RenameFunctionOp>(op)) {
    if (const Function *f = state.functions().find(origins.norm(r->function()))) {
      Function renamed = *f;
      renamed.called = r->to();
      rename(f->name, {f->name.ns, unit.context.name(functionSignature(renamed))});
    }
  } else if (auto revoke = dynOp<RevokeOp>(op);
             revoke && isEverybodys(revoke->target().kind, revoke->role())) {
    forget(revoke->target().object);
    list.push_back(
        RevokeOp::make(op.range, revoke->privileges(), revoke->target(), revoke->role(), false));
  } else if (auto grant = dynOp<GrantOp>(op);
             grant && isEverybodys(grant->target().kind, grant->role()))
    forget(grant->target().object);
}

/// Triggers that go together come back together, and only then the rows are filled that were
/// written without them: to fill some takes its time, in which others would go on without.
static void fillBehindTriggers(Phase &phase) {
  auto together = [](const Op &a, const Op &b) {
    return DropTriggerOp::classof(a) && DropTriggerOp::classof(b) && a.change &&
           a.change == b.change;
  };
  std::vector<Op> &steps = phase.steps;
  for (size_t first = 0, i = 1; i < steps.size(); ++i) {
    if (!together(steps[first], steps[i])) {
      first = i;
      continue;
    }
    auto fills = std::stable_partition(steps[i].reverse.begin(), steps[i].reverse.end(),
                                       [](const Op &o) { return !BackfillOp::classof(o); });
    std::move(fills, steps[i].reverse.end(), std::back_inserter(steps[first].reverse));
    steps[i].reverse.erase(fills, steps[i].reverse.end());
  }
}

void runInferReverse(PlanUnit &unit) {
  if (!unit.from)
    return;
  bool access = unit.to ? statesAccess(*unit.from, *unit.to) : statesAccess(*unit.from);
  Origins origins(unit);
  ReversalNotes notes;
  Closed closed(unit, origins);
  Schema state = *unit.from;
  for (Phase &phase : unit.plan.phases) {
    for (Op &op : phase.steps) {
      for (const Op &given : op.reverse) // by a recipe
        if (auto fill = dynOp<BackfillOp>(given))
          notes.refilled.push_back({fill->column(), {}});
        else if (auto copy = dynOp<CopyRowsOp>(given))
          notes.copies.push_back({copy->source(), copy->into()});
      if (auto rename = dynOp<RenameTableOp>(op))
        for (ReversalNotes::Copy &copy : notes.copies)
          for (QName *name : {&copy.from, &copy.into})
            if (*name == rename->table())
              *name = {name->ns, rename->to()};
      if (op.reverseClass == ReverseClass::Unknown) {
        Undo undo = visitOp(op, Reverser(op, state, unit, origins, notes));
        if (access && undo.how != ReverseClass::Irreversible)
          restoreAccess(op, undo, state, unit.context);
        closed.restore(undo);
        op.reverse = std::move(undo.steps);
        op.reverseClass = undo.how;
        if (!undo.reason.empty())
          op.reason = unit.context.name(undo.reason);
      }
      closed.follow(op, state);
      if (!apply(op, state, unit.context, &unit.diags))
        return;
    }
    fillBehindTriggers(phase);
  }
}

} // namespace schemac
