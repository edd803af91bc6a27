//===- Estimate.cpp - Durations as a report states them -------------------===//
#include "Estimate.h"
#include "schemac/Emit/Describe.h"

namespace schemac::report {

std::string aboutText(const EmittedStep &s) { return s.ms ? roundDuration(*s.ms) : "–"; }

bool usesRates(const EmittedStep &s) {
  return s.cost.work != Work::Catalog && s.ms.value_or(0) >= 10;
}

} // namespace schemac::report
