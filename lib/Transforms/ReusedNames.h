//===- ReusedNames.h - One name for two things ------------------*- C++ -*-===//
#pragma once

#include "schemac/Pass/Pass.h"

namespace schemac {

/// Old and new code run side by side, so a name that means one thing to the one cannot mean another
/// to the other. Reports every step that gives a name of the source to something else.
void reportReusedNames(PlanUnit &unit);

} // namespace schemac
