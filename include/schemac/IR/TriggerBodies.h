//===- TriggerBodies.h - What triggers of MySQL and SQLite do ---*- C++ -*-===//
#pragma once

#include "schemac/IR/SqlTokens.h"
#include <string>

namespace schemac {

/// Why \p body is not one statement; empty when it is. Statements within it, between BEGIN and END
/// or THEN and END IF, end with a semicolon, and what stands behind the last END does not belong to
/// it.
std::string_view bodyFault(std::string_view body, SqlRules rules);

/// Without blanks around it and without a semicolon at its end.
std::string_view plainBody(std::string_view body);

} // namespace schemac
