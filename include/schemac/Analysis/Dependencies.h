//===- Dependencies.h - Which step must come before which -------*- C++ -*-===//
#pragma once

#include "schemac/IR/Plan.h"

namespace schemac {

/// Orders \p steps so that each runs when what it needs is there and what it removes is unused,
/// keeping the given order wherever nothing demands another (stable). Foreign-key cycles are no
/// obstacle, as keys are steps of their own. \p before is the state the steps start from.
/// Returns false, leaving the order as it was, when there is a true cycle.
bool orderSteps(std::vector<Op> &steps, const Schema &before);

} // namespace schemac
