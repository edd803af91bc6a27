//===- Budget.h - --lock-budget and --small-table ---------------*- C++ -*-===//
//
// A part of either is about normal tables, or begins with a class: "hot:share=50ms", "cold:any".
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/Dialect/LockBudget.h"
#include "schemac/Driver/Options.h"

namespace schemac {

/// "access-exclusive=1s,share=any", as --lock-budget has it: modes that make others wait. Returns
/// what is wrong; empty when nothing is.
std::string parseLockBudget(std::string_view text, LockBudget &budget);
/// "50000", "16MB", "50000,16MB" or "any", as --small-table has it: rows, bytes or both.
std::string parseSmallTable(std::string_view text, LockBudget &budget);
/// Both, from a command line; what is wrong with its --traffic, too.
std::string readBudget(const CommandLine &line, LockBudget &budget);

} // namespace schemac
