//===- LowerPrimaryKeyType.cpp - The ends of a key change type together -----===//
//
// A key, what it references and what references it are compared with each other, so their columns
// are exchanged in one transaction; see Moves.h.
//
//===----------------------------------------------------------------------===//
#include "Transforms/Moves.h"
#include "Transforms/Passes.h"

namespace schemac {

void runLowerPrimaryKeyType(PlanUnit &unit) { lowerMoves(unit, MoveReason::KeyType); }

} // namespace schemac
