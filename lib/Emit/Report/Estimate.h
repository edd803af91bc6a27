//===- Estimate.h - Durations as a report states them -----------*- C++ -*-===//
#pragma once

#include "schemac/Emit/Layout.h"

namespace schemac::report {

/// "< 10 ms", "~14 min", "–"
std::string aboutText(const EmittedStep &step);
/// Whether the estimate rests on a rate.
bool usesRates(const EmittedStep &step);

} // namespace schemac::report
