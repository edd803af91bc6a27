//===- Functions.h - What a server knows of its functions -------*- C++ -*-===//
#pragma once

#include "schemac/Dialect/Dialect.h"
#include <string_view>

namespace schemac::postgres {

/// What a call gives, over all forms of a name.
enum class CallKind : uint8_t {
  Row,       ///< one value
  Rows,      ///< a set of them
  Aggregate, ///< one value of many rows
  Window,    ///< one value of many rows, with OVER
  Several    ///< more than one of these
};

/// A row of Functions.def.
struct ServerFunction {
  enum class Origin : uint8_t { Server, Extension, Word, CalledWord };

  std::string_view name; ///< as the server folds it
  int since;             ///< the first version that has it; of another origin 0
  CallKind kind;
  Volatility volatility;
  bool byForm; ///< forms differ in their volatility
  Origin origin = Origin::Server;
};

/// What is called so without a schema, or with pg_catalog; null when it is no server's.
const ServerFunction *serverFunction(std::string_view name);

} // namespace schemac::postgres
