//===- KeepAccess.cpp - What an exchange would lose is given again --------===//
//
// A second column, type or view that takes over a name has none of the comments and grants of the
// first. Right after the step by which an object or column comes to the name that the target has
// for it, it gets what the target says of it, unless a later step of the plan does that.
//
//===----------------------------------------------------------------------===//
#include "Transforms/Passes.h"
#include "schemac/IR/Access.h"
#include "schemac/IR/Interpreter.h"
#include <algorithm>

namespace schemac {

namespace {

class Keeper {
public:
  explicit Keeper(PlanUnit &unit) : unit(unit), state(*unit.from) {
    for (const Phase &phase : unit.plan.phases)
      for (const Op &op : phase.steps)
        later.push_back(op);
  }
  void run();

private:
  template <class T> void collect(const Journal &journal, const Op &cause, std::vector<Op> &out);
  template <class T> Entity wanted(const T *was, const T &now, const T &target) const;
  bool givenLater(const Op &op) const;

  PlanUnit &unit;
  Schema state;
  std::vector<Op> later; ///< all steps of the plan, the first `done` of which are behind
  size_t done = 0;
};

} // namespace

template <class T> static bool hasColumn(const T *entity, Name column) {
  if constexpr (std::is_same_v<T, Table>)
    return entity && entity->column(column);
  else
    return entity != nullptr;
}

template <class T> static bool hasPart(const T *entity, const PartComment &c) {
  if constexpr (std::is_same_v<T, Domain>)
    return entity && entity->check(c.part);
  if constexpr (std::is_same_v<T, View>)
    if (c.kind == PartKind::Index)
      return entity &&
             std::ranges::find(entity->indexes, c.part, &Index::name) != entity->indexes.end();
  if constexpr (std::is_same_v<T, Table>)
    switch (c.kind) {
    case PartKind::Column:
      return entity && entity->column(c.part);
    case PartKind::Constraint:
      return entity && entity->constraint(c.part);
    case PartKind::Index:
      return entity && entity->index(c.part);
    case PartKind::Trigger:
      return entity && entity->trigger(c.part);
    case PartKind::Policy:
      return entity && entity->policy(c.part);
    case PartKind::None:
      break;
    }
  return entity != nullptr;
}

/// What \p now has, and what \p target says of that which has just come to its name.
template <class T> Entity Keeper::wanted(const T *was, const T &now, const T &target) const {
  Entity want = now;
  if (!was) {
    want.comment = target.comment;
    want.owner = target.owner;
  }
  for (const PartComment &c : target.partComments)
    if (hasPart(&now, c) && !hasPart(was, c))
      setPartComment(want, c.kind, c.part, c.text);
  for (const Grant &g : target.grants) {
    bool appeared = g.column ? hasColumn(&now, g.column) && !hasColumn(was, g.column) : !was;
    if (appeared)
      addGrant(want.grants, g);
  }
  return want;
}

bool Keeper::givenLater(const Op &op) const {
  auto same = [&](const Op &other) {
    return other.kind == op.kind &&
           std::get<Target>(other.fields[op.kind == OpKind::Grant]) ==
               std::get<Target>(op.fields[op.kind == OpKind::Grant]) &&
           (op.kind != OpKind::Grant || GrantOp(other).role() == GrantOp(op).role());
  };
  return std::any_of(later.begin() + static_cast<ptrdiff_t>(done), later.end(), same);
}

template <class T>
void Keeper::collect(const Journal &journal, const Op &cause, std::vector<Op> &out) {
  for (QName n : journal.touched<T>()) {
    const T *now = state.find<T>(n), *target = unit.to->find<T>(n);
    if (!now || !target || now == target)
      continue;
    Entity want = wanted(journal.was<T>(n), *now, *target);
    for (Op &op : accessChanges(*now, want, kindId<T>(), cause.range))
      if (!givenLater(op)) {
        op.change = cause.change;
        op.why = unit.context.name("what takes over the name has to get it anew");
        if (!journal.was<T>(n) && SetOwnerOp::classof(op))
          op.reverseClass = ReverseClass::Lossless; // it goes with what it is given to
        out.push_back(std::move(op));
      }
  }
}

void Keeper::run() {
  for (Phase &phase : unit.plan.phases) {
    std::vector<Op> steps;
    for (Op &op : phase.steps) {
      ++done;
      Journal journal;
      state.setJournal(&journal);
      bool ran = apply(op, state, unit.context, nullptr);
      state.setJournal(nullptr);
      std::vector<Op> again;
      if (ran)
        forEachKind([&]<class T>() { collect<T>(journal, op, again); });
      steps.push_back(std::move(op));
      for (Op &give : again) {
        apply(give, state, unit.context, nullptr);
        steps.push_back(std::move(give));
      }
    }
    phase.steps = std::move(steps);
  }
}

void runKeepAccess(PlanUnit &unit) {
  if (!unit.from || !unit.to)
    return;
  if (statesAccess(*unit.to))
    Keeper(unit).run();
}

} // namespace schemac
