//===- Gate.h - What the deployment in the middle must do -------*- C++ -*-===//
#pragma once

#include "schemac/Pass/Pass.h"

namespace schemac {

/// Adds to what the gate asks of the application. The gate stands on the first phase after it,
/// which is made when there is none yet.
void addToGate(Plan &plan, Context &context, std::string_view what, std::vector<SubRef> tolerates,
               SourceRange range);

/// Moves the gate to the first phase after it, when such a one was made since.
void hoistGate(Plan &plan);

/// Drops empty phases; the gate stands before the first step after it and is there exactly when
/// there is such a step.
void settleGate(PlanUnit &unit);

} // namespace schemac
