//===- Drift.h - In what a database is not as its source says ---*- C++ -*-===//
#pragma once

#include "schemac/IR/Schema.h"

namespace schemac {

/// One thing that is not the same in two states.
struct Drift {
  enum Kind : uint8_t { Missing, Extra, Changed };
  Kind kind = Changed;
  std::string what;  ///< "column 'User.email'"
  std::string how;   ///< Changed: "has type text instead of varchar(20)"
  SourceRange range; ///< of the declaration in the reference; of an extra thing, in what holds it
};

/// Every difference of \p actual from \p reference, by kinds and names of objects, down to the
/// parts of tables; with comments, privileges and, where both state one, owners.
std::vector<Drift> findDrift(const Schema &reference, const Schema &actual);

} // namespace schemac
