//===- PassNames.h - Passes that a command line names -----------*- C++ -*-===//
#pragma once

#include "schemac/Driver/Options.h"

namespace schemac {

/// What is wrong with the passes that --print-after names; empty when each is one, or `all`.
std::string checkPrintAfter(const CommandLine &line);

} // namespace schemac
