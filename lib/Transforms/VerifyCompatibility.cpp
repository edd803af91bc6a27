//===- VerifyCompatibility.cpp - Prove that applications are served -----===//
#include "Transforms/Passes.h"
#include "schemac/Analysis/Verify.h"

namespace schemac {

void runVerifyCompatibility(PlanUnit &unit) {
  if (unit.from && unit.to)
    verifyCompatibility(unit.plan, *unit.from, *unit.to, unit.context, unit.diags);
}

} // namespace schemac
