//===- Passes.h - The passes as functions -----------------------*- C++ -*-===//
//
// A pass is one function; the class around it and its name come from Passes.def.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/Transforms/Transforms.h"

namespace schemac {

#define PASS(CLASS, NAME, SUMMARY) void run##CLASS(PlanUnit &unit);
#include "schemac/Transforms/Passes.def"

} // namespace schemac
