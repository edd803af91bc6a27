//===- FunctionExchange.h - A function under what rests on it ---*- C++ -*-===//
#pragma once

#include "Transforms/Origins.h"
#include "Transforms/Recipe.h"

namespace schemac {

/// Whether parts of tables or types rest on the function before or after.
bool hasCallers(const PlanUnit &unit, const Function &old, const Function &now);

/// Whether the plan makes or changes each of these parts in the target.
bool callersChange(const PlanUnit &unit, const Origins &origins, const Function &now);

/// What the application must do while \p now takes the place of \p old, for the gate.
std::string acceptsBoth(const Function &old, const Function &now);

/// Makes \p now beside \p old, what rests on it over the new one, and gives it the name.
void exchangeFunction(Recipe &r, const Origins &origins, const Function &old, const Function &now);

} // namespace schemac
