//===- Unify.h - Values of different types where one is meant ---*- C++ -*-===//
//
// The results of a conditional, and the elements of a list, have one type: where they differ, all
// are converted to one that all can be. A number beside a string is a string.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/Frontend/Hcl/Value.h"

namespace schemac::hcl {

/// \p v as a value of the type that it and \p other can have; nothing when there is none. Null,
/// blocks and SQL go with anything.
std::optional<Value> unified(const Value &v, const Value &other);

/// The same of all \p items; nothing when there is no such type.
std::optional<Value::Items> unified(const Value::Items &items);

} // namespace schemac::hcl
