//===- MethodFaults.h - What the methods of indexes take --------*- C++ -*-===//
#pragma once

#include "schemac/IR/Schema.h"

namespace schemac {

/// PostgreSQL: certain that \p method has no operator class of its own accord for values of \p
/// type, whatever extensions there are.
bool lacksClass(const Schema &schema, std::string_view method, Type type);

} // namespace schemac
