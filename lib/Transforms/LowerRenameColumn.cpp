//===- LowerRenameColumn.cpp - A renamed column lives under both names ------===//
//
// Code of the source reads and writes the old name, code of the target the new one, at the same
// time. So the new name is a second column, kept in step by a trigger; see Shadow.h.
//
//===----------------------------------------------------------------------===//
#include "Transforms/Moves.h"
#include "Transforms/Passes.h"

namespace schemac {

void runLowerRenameColumn(PlanUnit &unit) { lowerMoves(unit, MoveReason::Rename); }

} // namespace schemac
