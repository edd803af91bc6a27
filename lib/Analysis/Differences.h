//===- Differences.h - In what two states differ, in words ------*- C++ -*-===//
#pragma once

#include "schemac/IR/Schema.h"
#include <functional>

namespace schemac {

struct Difference {
  std::string_view kind; ///< "table"
  QName name;
  std::string what;  ///< "lacks column 'phone'"
  SourceRange range; ///< of the declaration in the state that is wanted, when there is one
};

/// Calls \p found for every entity of \p is that is not as \p wanted has it, as sameSchema
/// compares.
void forEachDifference(const Schema &is, const Schema &wanted,
                       const std::function<void(const Difference &)> &found);

/// The same for comments, owners and privileges. An owner that \p wanted does not state is anybody.
void forEachAccessDifference(const Schema &is, const Schema &wanted,
                             const std::function<void(const Difference &)> &found);

/// In what a table differs, and where that is declared: its first part that does.
Difference describeTable(const Table &is, const Table &wanted);

} // namespace schemac
