//===- PairHelper.h - What keeps two tables in step -------------*- C++ -*-===//
#pragma once

#include "Transforms/Origins.h"
#include "Transforms/Recipe.h"

namespace schemac {

/// A trigger that writes another table, with its function. This runs as its owner, so what the
/// names in it mean is not for the session to say, and nobody else may make triggers of it.
struct PairHelper {
  QName table; ///< that the trigger is on
  Trigger trigger;
  Function function;
};

/// AFTER the event, of every row.
TriggerAction actionAfter(bool TriggerAction::*event, Expr when = {});

/// \p name: of the function, in the namespace \p ns; that of the trigger comes of it.
PairHelper makePairHelper(PlanUnit &unit, const Origins &origins, Name name, Name ns, QName table,
                          TriggerAction action, std::string_view body);

/// Its steps, in \p phase.
void keepInStep(Recipe &r, PhaseKind phase, const PairHelper &helper);

} // namespace schemac
