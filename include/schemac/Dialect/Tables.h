//===- Tables.h - A dialect's tables, to be listed --------------*- C++ -*-===//
//
// The same rows that decide, in a form for `schemac list`, documentation and tests.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/Dialect/Locks.h"

namespace schemac {

/// One row of a lock table: what an operation does when all of its conditions hold. Of the rows of
/// an operation the first that matches decides.
struct LockRule {
  struct Use {
    std::string_view role; ///< "own", "referenced": which relation, seen from the step
    LockMode mode;
  };
  struct Condition {
    std::string_view name, meaning;
  };
  std::string_view name; ///< "set_not_null/proved", unique
  std::string_view operation;
  std::vector<Condition> when;
  std::vector<Use> locks;
  int since = 0, until = 0; ///< major versions, both included
  Work work = Work::Catalog;
  bool inTransaction = true;
};

std::string_view workName(Work work); ///< "catalog", "index-build"

} // namespace schemac
