//===- LowerRenameEnumValue.cpp - A renamed value lives under both names ----===//
//
// Renaming a label in place breaks every writer of the old one at once. The old type gets the new
// label, a second type has only that, and the columns are exchanged; see Moves.h.
//
//===----------------------------------------------------------------------===//
#include "Transforms/Moves.h"
#include "Transforms/Passes.h"

namespace schemac {

void runLowerRenameEnumValue(PlanUnit &unit) { lowerMoves(unit, MoveReason::RenamedLabel); }

} // namespace schemac
