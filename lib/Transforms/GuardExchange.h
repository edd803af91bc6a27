//===- GuardExchange.h - Before two columns change places again -*- C++ -*-===//
#pragma once

#include "Transforms/Origins.h"

namespace schemac {

/// Puts a question before the way back of every column of \p phase whose place another has taken.
void guardExchanges(PlanUnit &unit, const Origins &origins, Phase &phase);
/// The same before a column leads again that has given its name to another, when nothing tells its
/// values from those of the other: \p drop takes away what kept that in step.
void guardRenamed(PlanUnit &unit, const Origins &origins, Op &drop);

} // namespace schemac
