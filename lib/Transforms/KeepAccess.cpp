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
#include <map>
#include <set>

namespace schemac {

namespace {

class Keeper {
public:
  explicit Keeper(PlanUnit &unit) : unit(unit), state(*unit.from) {
    size_t number = 0;
    for (const Phase &phase : unit.plan.phases)
      for (const Op &op : phase.steps) {
        ++number;
        if (std::optional<Giving> giving = givingOf(op))
          given[*giving] = number;
      }
  }
  void run();

private:
  template <class T> void collect(const Journal &journal, const Op &cause, std::vector<Op> &out);
  template <class T> void followMade(const Journal &journal);
  template <class T> void takeAgain(const Journal &journal, const Op &cause, std::vector<Op> &out);
  template <class T> Entity wanted(const T *was, const T &now, const T &target) const;
  bool givenLater(const Op &op) const;
  static bool saysNothing(const Op &op, const Journal &journal, const Schema &state);

  /// What a step says of which object, and to whom it is granted.
  using Giving = std::tuple<OpKind, KindId, PartKind, QName, Name, Name>;
  static std::optional<Giving> givingOf(const Op &op);

  PlanUnit &unit;
  Schema state;
  std::map<Giving, size_t> given;          ///< the last step of the plan that says it
  std::set<std::pair<KindId, QName>> made; ///< by the plan, under the names that they have by now
  size_t done = 0;                         ///< steps of the plan that are behind
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

/// Adds the names that are in \p now and not in \p was. Most parts of a table stand in the same
/// order before and behind a step.
template <class Part>
static void addNew(PartKind kind, const std::vector<Part> &was, const std::vector<Part> &now,
                   std::set<std::pair<PartKind, Name>> &out) {
  auto next = was.begin();
  for (const Part &p : now) {
    if (next == was.end() || next->name != p.name) {
      auto it = std::ranges::find(was, p.name, &Part::name);
      if (it == was.end()) {
        out.emplace(kind, p.name);
        continue;
      }
      next = it;
    }
    ++next;
  }
}

/// The comments of \p target on parts that \p now has and \p was has not.
template <class T>
static std::vector<PartComment> newlyDue(const T *was, const T &now, const T &target) {
  std::vector<PartComment> due;
  if (target.partComments.empty())
    return due;
  if constexpr (std::is_same_v<T, Table>)
    if (was) {
      std::set<std::pair<PartKind, Name>> parts;
      addNew(PartKind::Column, was->columns, now.columns, parts);
      addNew(PartKind::Constraint, was->constraints, now.constraints, parts);
      addNew(PartKind::Index, was->indexes, now.indexes, parts);
      addNew(PartKind::Trigger, was->triggers, now.triggers, parts);
      addNew(PartKind::Policy, was->policies, now.policies, parts);
      if (!parts.empty())
        std::ranges::copy_if(
            target.partComments, std::back_inserter(due),
            [&](const PartComment &c) { return parts.contains({c.kind, c.part}); });
      return due;
    }
  std::ranges::copy_if(target.partComments, std::back_inserter(due),
                       [&](const PartComment &c) { return hasPart(&now, c) && !hasPart(was, c); });
  return due;
}

/// What \p now has, and what \p target says of that which has just come to its name.
template <class T> Entity Keeper::wanted(const T *was, const T &now, const T &target) const {
  Entity want = now;
  if (!was) {
    want.comment = target.comment;
    want.owner = target.owner;
  }
  for (const PartComment &c : newlyDue(was, now, target))
    setPartComment(want, c.kind, c.part, c.text);
  for (const Grant &g : target.grants) {
    bool appeared = g.column ? hasColumn(&now, g.column) && !hasColumn(was, g.column) : !was;
    if (appeared)
      addGrant(want.grants, g);
  }
  return want;
}

std::optional<Keeper::Giving> Keeper::givingOf(const Op &op) {
  auto of = [&](const Target &t, Name role) {
    return Giving{op.kind, t.kind, t.part, t.object, t.sub, role};
  };
  if (auto grant = dynOp<GrantOp>(op))
    return of(grant->target(), grant->role());
  if (auto revoke = dynOp<RevokeOp>(op))
    return of(revoke->target(), revoke->role());
  if (auto owner = dynOp<SetOwnerOp>(op))
    return of(owner->target(), Name());
  if (auto comment = dynOp<SetCommentOp>(op))
    return of(comment->target(), Name());
  return std::nullopt;
}

bool Keeper::givenLater(const Op &op) const {
  std::optional<Giving> giving = givingOf(op);
  auto it = giving ? given.find(*giving) : given.end();
  return it != given.end() && it->second > done;
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

/// An object that goes under one name and comes under another is the same.
template <class T> void Keeper::followMade(const Journal &journal) {
  bool isRename = false, isOurs = false;
  for (QName n : journal.touched<T>())
    if (journal.was<T>(n) && !state.find<T>(n)) {
      isRename = true;
      isOurs |= made.erase({kindId<T>(), n}) > 0;
    }
  for (QName n : journal.touched<T>())
    if (!journal.was<T>(n) && state.find<T>(n) && (isOurs || !isRename))
      made.emplace(kindId<T>(), n);
}

/// What the database grants by itself on what is made there, and the target does not, is taken as
/// soon as it has its name.
template <class T>
void Keeper::takeAgain(const Journal &journal, const Op &cause, std::vector<Op> &out) {
  if (unit.defaultPrivileges.empty())
    return;
  followMade<T>(journal);
  for (QName n : journal.touched<T>()) {
    const T *target = unit.to->find<T>(n);
    if (journal.was<T>(n) || !target || !made.contains({kindId<T>(), n}))
      continue;
    for (Op &op : takenAgain(unit.defaultPrivileges, *target, kindId<T>(), cause.range)) {
      op.change = cause.change;
      op.why = unit.context.name("the database grants it by itself on what is made");
      out.push_back(std::move(op));
    }
  }
}

/// Whether \p op, which has just run, gives what is there already: the diff found it lost with what
/// is made anew, which is later. Then it is given. Here it would be done before it is run, and so
/// would what comes before it in its phase.
bool Keeper::saysNothing(const Op &op, const Journal &journal, const Schema &state) {
  auto grant = dynOp<GrantOp>(op);
  if (!grant && !SetCommentOp::classof(op))
    return false;
  if (grant && (isOfPublic(op) || isEverybodys(grant->target().kind, grant->role())))
    return false; // no state holds these
  bool seen = false, same = true;
  forEachKind([&]<class T>() {
    for (QName n : journal.touched<T>()) {
      const T *was = journal.was<T>(n), *now = state.find<T>(n);
      seen = true;
      same &= was && now && accessChanges(*was, *now, kindId<T>(), {}).empty();
    }
  });
  return seen && same;
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
      if (ran && saysNothing(op, journal, state))
        continue;
      std::vector<Op> again;
      if (ran)
        forEachKind([&]<class T>() {
          takeAgain<T>(journal, op, again);
          collect<T>(journal, op, again);
        });
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
