//===- Limits.h - How much a server takes ----------------------*- C++ -*-===//
//
// Columns that were dropped count too on a server, for as long as the table is there; no state
// tells how many these were. So what is beyond a limit is refused for certain, and what is just
// below it may be.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/IR/Schema.h"
#include <functional>
#include <unordered_set>

namespace schemac {

/// 0: not known.
struct Limits {
  size_t columns;    ///< of a table or view
  size_t keyColumns; ///< of an index with what it includes, of a key, of what partitions a table
  size_t arguments;  ///< of a function, that go in
};
const Limits &limitsOf(Name dialect);

/// What is too much in the table, with where it says so: "it has 33 columns, of at most 32".
using LimitFault = std::function<void(SourceRange, const std::string &name, const std::string &)>;
void eachLimitFault(Name dialect, const Table &table, const LimitFault &report);
std::string limitFault(Name dialect, const Index &index);
std::string limitFault(Name dialect, const Constraint &constraint);
std::string limitFault(Name dialect, const Function &function);
/// Of a table or view with that many columns.
std::string columnsFault(Name dialect, size_t columns);

/// The parts of \p parts whose name an earlier one has.
template <class T> std::vector<const T *> repeated(const std::vector<T> &parts) {
  std::unordered_set<Name> seen;
  std::vector<const T *> again;
  for (const T &part : parts)
    if (!seen.insert(part.name).second)
      again.push_back(&part);
  return again;
}

} // namespace schemac
