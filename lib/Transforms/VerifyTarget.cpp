//===- VerifyTarget.cpp - Prove that the plan leads to the target ---------===//
#include "Transforms/Passes.h"
#include "schemac/Analysis/Verify.h"

namespace schemac {

void runVerifyTarget(PlanUnit &unit) {
  if (unit.from && unit.to)
    verifyTarget(unit.plan, *unit.from, *unit.to, unit.context, unit.diags);
}

} // namespace schemac
