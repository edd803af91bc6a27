//===- ErrorConditions.h - What the server calls its errors -----*- C++ -*-===//
#pragma once

#include "schemac/Diag/Diag.h"
#include "schemac/IR/Schema.h"
#include <string_view>

namespace schemac::sql {

/// As a handler of PL/pgSQL names an error: duplicate_table, 42P07.
struct ErrorCondition {
  std::string_view name, code;
};

/// What the server raises where \p d was reported of \p statement in \p state; nothing where that
/// is not known.
const ErrorCondition *conditionOf(const Diagnostic &d, std::string_view statement,
                                  const Schema &state, Context &context);

/// The condition of a name in lower case; null: it is none that schemac tells from others.
const ErrorCondition *conditionNamed(std::string_view name);
/// The same of a code.
const ErrorCondition *conditionCoded(std::string_view code);

/// Whether a handler of \p handled takes \p raised: of itself, or of its class (42000).
bool takesCondition(const ErrorCondition &handled, const ErrorCondition &raised);

} // namespace schemac::sql
