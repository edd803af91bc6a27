//===- Budget.h - --lock-budget and --small-table ---------------*- C++ -*-===//
#pragma once

#include "schemac/Dialect/LockBudget.h"
#include "schemac/Driver/Options.h"

namespace schemac {

/// "access-exclusive=1s,share=any", as --lock-budget has it: modes that make others wait. Returns
/// what is wrong; empty when nothing is.
std::string parseLockBudget(std::string_view text, LockBudget &budget);
/// "50000", "16MB" or "50000,16MB", as --small-table has it: rows, bytes or both.
std::string parseSmallTable(std::string_view text, LockBudget &budget);
/// Both, from a command line.
std::string readBudget(const CommandLine &line, LockBudget &budget);

} // namespace schemac
