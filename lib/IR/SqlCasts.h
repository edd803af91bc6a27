//===- SqlCasts.h - Names of types and the casts between them ---*- C++ -*-===//
#pragma once

#include "schemac/IR/Context.h"
#include <string>
#include <string_view>

namespace schemac::sqltree {

/// How a server calls the type; empty when it is not one of its own.
std::string serverType(Type type);

/// The type without its limit, and an interval's without its fields.
std::string_view baseName(std::string_view type);

/// regclass and its kin, which are numbers with names and have no operators of their own.
bool isOidAlias(std::string_view type);

/// Casts that a server makes without being asked.
bool isImplicit(std::string_view from, std::string_view to);

} // namespace schemac::sqltree
