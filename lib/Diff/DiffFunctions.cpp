//===- DiffFunctions.cpp - Functions and declared triggers ----------------===//
//
// A function is its name and the types of its arguments: with other arguments it is another
// function, which stands beside the old one until nobody calls that any more. Where a call may mean
// either of the two, the one takes the place of the other.
//
//===----------------------------------------------------------------------===//

#include "Diff/Differ.h"
#include "schemac/IR/FunctionCalls.h"
#include "schemac/IR/Queries.h"
#include "schemac/IR/RoutineBodies.h"
#include "schemac/IR/Signatures.h"
#include "schemac/IR/SqlNames.h"
#include "schemac/IR/TriggerSwitch.h"
#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace schemac {

namespace {
/// New functions, each behind those that the defaults of its arguments call: a server keeps these
/// calls, and on the way back nothing may be dropped that is still called.
class CallingOrder {
public:
  CallingOrder(const std::unordered_map<QName, Function> &old, const Schema &to) {
    for (const Function &f : to.functions())
      if (!old.contains(f.name))
        fresh.push_back(&f);
  }
  std::vector<const Function *> run() {
    for (const Function *f : fresh)
      visit(*f);
    return std::move(order);
  }

private:
  void visit(const Function &f) {
    if (!seen.insert(f.name).second)
      return;
    for (const auto &arg : f.args)
      if (arg.defaultExpr)
        for (const Function *other : fresh)
          if (callsFunction(arg.defaultExpr, other->bare()))
            visit(*other);
    order.push_back(&f);
  }

  std::vector<const Function *> fresh, order;
  std::unordered_set<QName> seen;
};
} // namespace

/// Dropped and made again; what rests on it is exchanged with it, or stands aside.
void Differ::remakeFunction(const Function &old, const Function &now) {
  unsigned change = steps.newChange();
  steps.add(Slot::CreateFunction, change, DropFunctionOp::make(now.range, old.name, true));
  steps.add(Slot::CreateFunction, change, CreateFunctionOp::make(now.range, now, true));
}

/// Something that a server keeps by what it means calls it: an index, a generated column, a view …
/// A trigger is cheap to make again.
static bool isCalledByKept(const Schema &state, const Function &f) {
  return !viewsOver(state, f.bare()).empty() || !bodiesOver(state, f.bare()).empty() ||
         std::ranges::any_of(callersOf(state, f.bare()), [](const FunctionCaller &c) {
           return c.kind != FunctionCaller::Trigger;
         });
}

/// A function that is the same in another schema moves there with all that calls it: made anew, it
/// would have what rests on it made anew, too. Where others have its name, nobody knows which of
/// them is called.
void Differ::matchMovedFunctions() {
  auto isAlone = [](const Schema &s, const Function &f) {
    bool alone = true;
    for (const Function &other : s.functions())
      alone &= &other == &f || other.bare() != f.bare();
    return alone;
  };
  for (const Function &f : from.functions()) {
    Function moved = names.mapped(f);
    if (to.functions().find(moved.name) || !isAlone(from, f) || !isCalledByKept(from, f))
      continue;
    const Function *found = nullptr;
    size_t count = 0;
    for (const Function &g : to.functions()) {
      moved.name.ns = g.name.ns;
      if (g.called == f.called && !from.functions().find(g.name) && isAlone(to, g) &&
          same(moved, g))
        found = &g, ++count;
    }
    if (count != 1)
      continue;
    movedFunctions.emplace_back(&f, found);
    names.moveFunction(f, found->name);
  }
}

namespace {
/// New functions that come in the place of one of their name which goes; each of these is taken
/// once.
class Successors {
public:
  Successors(const std::unordered_map<QName, Function> &old, const Schema &to) {
    for (const auto &[name, f] : old)
      if (!to.functions().find(name))
        going.push_back(&f);
    std::ranges::sort(going, std::less<QName>(), &Function::name);
  }
  /// The one that \p now succeeds; null when there is none.
  const Function *takeBefore(const Function &now) {
    for (size_t i = 0; i < going.size(); ++i)
      if (const Function *f = going[i]; f->bare() == now.bare() && takeAsMany(*f, now)) {
        taken.insert(f->name);
        going.erase(going.begin() + static_cast<ptrdiff_t>(i));
        return f;
      }
    return nullptr;
  }
  bool took(QName name) const { return taken.contains(name); }

private:
  std::vector<const Function *> going;
  std::unordered_set<QName> taken;
};
} // namespace

/// Old functions go by the names that the new state has for them: what has a renamed type in its
/// signature follows the rename, and is changed after it.
void Differ::diffFunctions() {
  std::unordered_map<QName, Function> olds;
  for (const Function &f : from.functions()) {
    Function now = names.mapped(f);
    olds.emplace(now.name, std::move(now));
  }
  for (auto [f, now] : movedFunctions) {
    QName here{f->name.ns, now->name.name};
    steps.add(Slot::CreateFunction, now->name.ns
                                        ? MoveFunctionOp::make(now->range, here, now->name.ns)
                                        : MoveFunctionOp::make(now->range, here));
  }
  Successors successors(olds, to);
  for (const Function *f : CallingOrder(olds, to).run())
    if (const Function *old = successors.takeBefore(*f))
      remakeFunction(*old, *f);
    else
      steps.add(Slot::CreateFunction, CreateFunctionOp::make(f->range, *f));
  for (const Function &f : to.functions()) {
    auto old = olds.find(f.name);
    if (old == olds.end() || same(old->second, f))
      continue;
    if (sameInterface(old->second, f))
      steps.add(Slot::CreateFunction, ReplaceFunctionOp::make(f.range, f));
    else
      remakeFunction(old->second, f);
  }
  for (const Function &f : from.functions())
    if (QName now = names.mapped(f).name; !to.functions().find(now) && !successors.took(now))
      steps.add(Slot::DropFunction, DropFunctionOp::make(f.range, now));
}

void Differ::diffTriggers(TablePair pair) {
  auto path = [&](const Trigger &t) { return SubRef{pair.to->name, t.name}; };
  for (const Trigger &t : pair.to->triggers) {
    const Trigger *old = pair.from->trigger(t.name);
    if (old && sameTrigger(names.mapped(*old), t))
      continue;
    bool inPlace = old && old->action && t.action && !old->action->constraint &&
                   !t.action->constraint && to.version >= 14;
    if (inPlace || (old && onlySwitched(*old, t))) {
      steps.add(Slot::CreateTrigger, ReplaceTriggerOp::make(t.range, path(t), t));
      continue;
    }
    unsigned change = steps.newChange();
    if (old)
      steps.add(Slot::DropTrigger, change,
                DropTriggerOp::make(t.range, SubRef{pair.from->name, t.name}));
    steps.add(Slot::CreateTrigger, change, CreateTriggerOp::make(t.range, path(t), t));
  }
  for (const Trigger &t : pair.from->triggers)
    if (!pair.to->trigger(t.name))
      steps.add(Slot::DropTrigger, DropTriggerOp::make(t.range, SubRef{pair.from->name, t.name}));
}

} // namespace schemac
