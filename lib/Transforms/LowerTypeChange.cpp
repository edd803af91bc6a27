//===- LowerTypeChange.cpp - A type change that rewrites --------------------===//
//
// What is only a change of the catalog stays a plain step. What writes every row becomes a second
// column and an exchange; on a small table the plain statement is over at once; see Moves.h.
//
//===----------------------------------------------------------------------===//
#include "Transforms/Moves.h"
#include "Transforms/Passes.h"

namespace schemac {

void runLowerTypeChange(PlanUnit &unit) { lowerMoves(unit, MoveReason::Type); }

} // namespace schemac
