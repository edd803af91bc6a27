//===- Rules.h - Hazards of a change ----------------------------*- C++ -*-===//
#pragma once

#include "schemac/Pass/Pass.h"

namespace schemac {

/// Runs every rule over \p unit.direct, whose steps are applied to `from` one by one, and reports
/// hazards at the declarations that cause them, with notes on what the finished plan made of each.
void runRules(const PlanUnit &unit);

} // namespace schemac
