//===- RoutineFaults.h - Routines that PostgreSQL refuses -------*- C++ -*-===//
#pragma once

#include "schemac/IR/Schema.h"

namespace schemac {

/// Why PostgreSQL refuses the arguments of \p function; empty: it takes them, as far as is known.
std::string argumentsFault(const Function &function);

/// Why PostgreSQL refuses the condition of \p trigger.
std::string conditionFault(const TriggerAction &trigger);

} // namespace schemac
