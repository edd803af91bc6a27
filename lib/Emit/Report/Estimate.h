//===- Estimate.h - How long a step takes, about ----------------*- C++ -*-===//
//
// From rows and bytes alone, by rates of a modest server with a cold cache; they are printed with
// every plan that uses them.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/Emit/Layout.h"

namespace schemac::report {

/// Nothing when the size of the table is not known.
std::optional<double> estimateMs(const EmittedStep &step);
/// "< 10 ms", "~14 min", "–"
std::string aboutText(const EmittedStep &step);
/// Whether the estimate rests on a rate.
bool usesRates(const EmittedStep &step);
/// The rates in a sentence.
std::string ratesText();

} // namespace schemac::report
