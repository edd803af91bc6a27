//===- InferReverse.cpp - Every step gets its reverse ---------------------===//
//
// The interpreter knows the state before each step, and with it what the step takes away. A reverse
// that a recipe has given stays.
//
//===----------------------------------------------------------------------===//
#include "Transforms/Passes.h"
#include "Transforms/Reverser.h"
#include "schemac/IR/Interpreter.h"

namespace schemac {

void runInferReverse(PlanUnit &unit) {
  if (!unit.from)
    return;
  Origins origins(unit);
  ReversalNotes notes;
  Schema state = *unit.from;
  for (Phase &phase : unit.plan.phases)
    for (Op &op : phase.steps) {
      if (op.reverseClass == ReverseClass::Unknown) {
        Undo undo = visitOp(op, Reverser(op, state, unit, origins, notes));
        op.reverse = std::move(undo.steps);
        op.reverseClass = undo.how;
        if (!undo.reason.empty() && undo.how != ReverseClass::Lossless)
          op.reason = unit.context.name(undo.reason);
      }
      if (!apply(op, state, unit.context, &unit.diags))
        return;
    }
}

} // namespace schemac
