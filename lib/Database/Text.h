//===- Text.h - What a server writes, as the IR has it ----------*- C++ -*-===//
#pragma once

#include "schemac/IR/Table.h"
#include <string>
#include <vector>

namespace schemac::database {

/// With an empty search path a server qualifies every name that is not its own. The IR leaves the
/// default namespace out: \p sql without `public.` and `OPERATOR(public.…)`.
std::string unqualified(std::string_view sql);

/// The same without parentheses around all of it.
std::string bareExpression(std::string_view sql);

/// Elements of an array value, {a,"b c"}; NULL ones are empty.
std::vector<std::string> arrayElements(std::string_view text);

/// Numbers of an int2vector or of an array of numbers.
std::vector<int64_t> numbersIn(std::string_view text);

/// {fillfactor=70,autovacuum_enabled=false}; \p prefix goes before the names.
void addParameters(Context &context, std::string_view text, std::string_view prefix,
                   Parameters &out);

} // namespace schemac::database
