//===- DiffFunctions.cpp - Functions and declared triggers ----------------===//
//
// A function is its name and the types of its arguments: with other arguments it is another
// function, which stands beside the old one until nobody calls that any more.
//
//===----------------------------------------------------------------------===//

#include "Diff/Differ.h"
#include "schemac/Diff/Diags.h"

namespace schemac {

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
      diags.report(f.range, diag::err_function_interface, f.name.str())
          .label(old->range, "was declared here");
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
