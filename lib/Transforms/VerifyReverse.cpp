//===- VerifyReverse.cpp - Prove that every prefix can be undone -----------===//
#include "Transforms/Passes.h"
#include "schemac/Analysis/Verify.h"

namespace schemac {

void runVerifyReverse(PlanUnit &unit) {
  if (unit.from)
    verifyReverse(unit.plan, *unit.from, unit.context, unit.diags);
}

} // namespace schemac
