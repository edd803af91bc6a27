//===- LowerRemoveEnumValue.cpp - An enum that loses values is replaced -----===//
//
// No server takes a label out of a type. A second type without it takes the place of the first
// behind all of its columns; rows that still have the label stop the plan before the switch; see
// Moves.h.
//
//===----------------------------------------------------------------------===//
#include "Transforms/Moves.h"
#include "Transforms/Passes.h"

namespace schemac {

void runLowerRemoveEnumValue(PlanUnit &unit) { lowerMoves(unit, MoveReason::RemovedLabel); }

} // namespace schemac
