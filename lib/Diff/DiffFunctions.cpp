//===- DiffFunctions.cpp - Functions and declared triggers ----------------===//
//
// A function is its name and the types of its arguments: with other arguments it is another
// function, which stands beside the old one until nobody calls that any more.
//
//===----------------------------------------------------------------------===//

#include "Diff/Differ.h"
#include "schemac/Diff/Diags.h"
#include "schemac/IR/SqlNames.h"
#include <algorithm>

namespace schemac {

/// A part of a table that would have to be made again with the function: its rows, or an index,
/// rest on what it gives.
static SubRef partOver(const Schema &schema, QName function) {
  auto calls = [&](Expr e) { return mentionsName(e, function.name); };
  for (const Table &t : schema.tables()) {
    for (const Column &c : t.columns)
      if (calls(c.defaultExpr) || calls(c.generated()))
        return {t.name, c.name};
    for (const Constraint &c : t.constraints)
      if (calls(c.check) ||
          std::ranges::any_of(c.more().elems, [&](const IndexElem &e) { return calls(e.expr); }))
        return {t.name, c.name};
    for (const Index &i : t.indexes)
      if (calls(i.where) ||
          std::ranges::any_of(i.elems, [&](const IndexElem &e) { return calls(e.expr); }))
        return {t.name, i.name};
    for (const Trigger &x : t.triggers)
      if (x.action && (x.action->function == function || calls(x.action->when)))
        return {t.name, x.name};
    for (const Policy &p : t.policies)
      if (calls(p.usingExpr) || calls(p.withCheck))
        return {t.name, p.name};
  }
  return {};
}

/// Dropped and made again; views and triggers over it stand aside.
void Differ::remakeFunction(const Function &old, const Function &now) {
  SubRef part = partOver(from, old.bare());
  if (!part.sub)
    part = partOver(to, now.bare());
  if (part.sub) {
    diags.report(now.range, diag::err_function_interface, now.name.str(), part.str())
        .label(old.range, "was declared here");
    return;
  }
  unsigned change = steps.newChange();
  steps.add(Slot::CreateFunction, change, DropFunctionOp::make(now.range, old.name, true));
  steps.add(Slot::CreateFunction, change, CreateFunctionOp::make(now.range, now, true));
}

void Differ::diffFunctions() {
  for (const Function &f : to.functions()) {
    const Function *old = from.functions().find(f.name);
    if (!old)
      steps.add(Slot::CreateFunction, CreateFunctionOp::make(f.range, f));
    else if (old == &f || same(*old, f))
      continue;
    else if (sameInterface(*old, f))
      steps.add(Slot::CreateFunction, ReplaceFunctionOp::make(f.range, f));
    else
      remakeFunction(*old, f);
  }
  for (const Function &f : from.functions())
    if (!to.functions().find(f.name))
      steps.add(Slot::DropFunction, DropFunctionOp::make(f.range, f.name));
}

void Differ::diffTriggers(TablePair pair) {
  auto path = [&](const Trigger &t) { return SubRef{pair.to->name, t.name}; };
  for (const Trigger &t : pair.to->triggers) {
    const Trigger *old = pair.from->trigger(t.name);
    if (old && sameTrigger(*old, t))
      continue;
    bool inPlace = old && old->action && t.action && !old->action->constraint &&
                   !t.action->constraint && to.version >= 14;
    if (inPlace) {
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
