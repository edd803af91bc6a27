//===- Rewrite.h - Tables that are written anew as a whole ------*- C++ -*-===//
#pragma once

#include "schemac/Pass/Pass.h"

namespace schemac {

/// Why a new table with the rows of \p table cannot take its place, as a note has it; empty when
/// the plan changes nothing of it that would have to be done like that.
std::string whyNotBeside(const PlanUnit &unit, QName table);

} // namespace schemac
