//===- StandAside.h - Views and triggers out of the way of a change -*- C++ -*-===//
#pragma once

#include "Transforms/Origins.h"
#include <deque>

namespace schemac {

/// The steps of a change within a phase.
using Chain = std::deque<Op>;

/// Whether \p chain only changes or makes views: it waits until what its views are over is as it
/// will be.
bool onlyMakesViews(const Chain &chain);

/// Whether everything of the target that the view of \p op, when it makes one, names is in \p
/// state; the same of a function whose body the server keeps as a tree.
bool viewIsReady(const PlanUnit &unit, const Op &op, const Schema &state);

/// When views and declared triggers are all that refuses the first step of \p chain, drops them
/// before it and makes them again after the last step of the chain that they would refuse, in their
/// target form when this phase has it. True when the chain was changed.
bool letViewsStandAside(PlanUnit &unit, const Origins &origins, std::vector<Chain> &chains,
                        Chain &chain, const Schema &state);

} // namespace schemac
