//===- ShadowEnums.h - The enum that is to take another's place -*- C++ -*-===//
#pragma once

#include "Transforms/Moves.h"

namespace schemac {

/// Makes the enums of a group as they are to be, under another name for now, and lets the old ones
/// hold the new values: new code writes them before the switch.
void addStandInEnums(PlanUnit &unit, const MoveGroup &group);

} // namespace schemac
