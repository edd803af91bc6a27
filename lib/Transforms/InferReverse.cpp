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

void runInferReverse(PlanUnit &unit) {
  if (!unit.from)
    return;
  bool access = unit.to ? statesAccess(*unit.from, *unit.to) : statesAccess(*unit.from);
  Origins origins(unit);
  ReversalNotes notes;
  Schema state = *unit.from;
  for (Phase &phase : unit.plan.phases)
    for (Op &op : phase.steps) {
      if (op.reverseClass == ReverseClass::Unknown) {
        Undo undo = visitOp(op, Reverser(op, state, unit, origins, notes));
        if (access && undo.how != ReverseClass::Irreversible)
          restoreAccess(op, undo, state, unit.context);
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
