//===- FunctionCalls.h - What rests on a function ---------------*- C++ -*-===//
//
// A server keeps defaults, rules, indexes, policies and triggers as trees that point to the
// functions that they call: they follow one that is renamed, and keep one from being dropped.
// Bodies of functions are text, and find what they call when they run.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/IR/Schema.h"

namespace schemac {

struct FunctionCaller {
  enum Kind : uint8_t {
    Default,
    Generated,
    Check,
    Exclusion,
    Index,
    Trigger,
    Policy,
    PartitionKey, ///< of the whole table
    DomainDefault,
    DomainCheck,
    Argument, ///< the default of an argument of another function
    Statistics,
  };
  Kind kind = Default;
  QName object; ///< table, domain, function or statistics
  Name part;    ///< null: the object itself
  friend bool operator==(const FunctionCaller &, const FunctionCaller &) = default;
};

/// As in "column 'users.name'".
std::string describeCaller(const FunctionCaller &caller);

/// Everything but views that calls a function \p bare, by object and kind.
std::vector<FunctionCaller> callersOf(const Schema &state, QName bare);

/// Makes the calls of \p caller go to the function \p to.
void redirectCalls(Schema &state, Context &context, const FunctionCaller &caller, QName bare,
                   QName to);

} // namespace schemac
