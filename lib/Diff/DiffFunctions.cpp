//===- DiffFunctions.cpp - Functions and declared triggers ----------------===//
//
// A function is its name and the types of its arguments: with other arguments it is another
// function, which stands beside the old one until nobody calls that any more.
//
//===----------------------------------------------------------------------===//

#include "Diff/Differ.h"

namespace schemac {

/// Dropped and made again; what rests on it is exchanged with it, or stands aside.
void Differ::remakeFunction(const Function &old, const Function &now) {
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
