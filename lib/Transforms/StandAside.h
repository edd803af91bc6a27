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

/// Whether everything of the target that \p op needs by name is in \p state, as far as the server
/// looks for it and the interpreter does not: in the query of a view, in a policy, in the rules of
/// a domain, in a body that the server keeps as a tree.
bool isReady(const PlanUnit &unit, const Op &op, const Schema &state);

/// Whether \p op gives the name of a function, enum or view to another one: what stands on it would
/// follow the one that leaves, and is made again over the one that comes.
bool leavesItsPlace(const PlanUnit &unit, const Origins &origins, const Op &op);

/// When views and declared triggers are all that refuses the first step of \p chain, drops them
/// before it and makes them again after the last step of the chain that they would refuse, in their
/// target form when this phase has it. One that the plan drops in a later phase is not made again
/// behind the gate: its text is about what was there before. True when the chain was changed.
bool letViewsStandAside(PlanUnit &unit, const Origins &origins, PhaseKind phase,
                        std::vector<Chain> &chains, Chain &chain, const Schema &state);

} // namespace schemac
