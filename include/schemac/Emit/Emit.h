//===- Emit.h - Plans as SQL ------------------------------------*- C++ -*-===//
#pragma once

#include "schemac/IR/Plan.h"

namespace schemac {

/// SQL of one step. Statements that may share a transaction are run in one.
struct SqlStep {
  std::vector<std::string> statements; ///< without the final semicolon
  bool transactional = true;           ///< false: each statement alone, outside a transaction block
  bool lockTimeout = true;             ///< true: set lock_timeout; false: lock_timeout = 0
  std::string recover; ///< psql: a query that prints statements to clear a failed earlier attempt
  std::string probe;   ///< a query that is true when the step is done already; empty: none
};

class Emitter {
public:
  virtual ~Emitter();
  /// \p before is the state that the step is applied to.
  virtual SqlStep emit(const Op &op, const Schema &before, int version) const = 0;
};
/// Null when plans for this dialect cannot be emitted.
const Emitter *findEmitter(std::string_view dialect);

} // namespace schemac
