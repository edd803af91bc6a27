//===- LowerEnumValues.cpp - A new enum value comes before its users ------===//
#include "Transforms/Passes.h"
#include "Transforms/Recipe.h"

namespace schemac {

void runLowerEnumValues(PlanUnit &unit) {
  for (const Op &op : takeSteps<AddEnumValueOp>(unit, [](AddEnumValueOp) { return true; })) {
    Recipe r(unit, op);
    r.keep(PhaseKind::Expand, op,
           "usable once committed, so it comes before everything that uses it");
  }
}

} // namespace schemac
