//===- RuleOptions.h - What a team may set of the rules ---------*- C++ -*-===//
#pragma once

#include "schemac/Dialect/LockBudget.h"
#include "schemac/IR/Operation.h"
#include "schemac/Rules/Custom.h"
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace schemac {

class ForeignRules;
class ForeignRun;

/// Limits, patterns and lists that rules look at. The defaults are those of a tool without a
/// configuration.
struct RuleOptions {
  int64_t maxColumns = 100;
  int64_t maxIndexes = 16; ///< of a table, those of keys included
  int64_t maxIndexColumns = 5;
  int64_t maxLockTimeoutMs = 10'000;
  int64_t maxTablesPerTransaction = 1;      ///< tables in use that one transaction may lock
  std::vector<std::string> requiredColumns; ///< that every table has
  std::vector<std::string> bannedTypes;     ///< as the dialect spells them
  std::vector<std::string> frozenTables;    ///< that no migration may change
  /// Extended regular expressions by rule ("naming-index"), with {table}, {column} and {columns}.
  std::map<std::string, std::string, std::less<>> patterns;

  std::vector<std::shared_ptr<const CustomRule>> custom; ///< of the configuration
  std::vector<std::shared_ptr<ForeignRules>> foreign;    ///< of libraries that it names

  LockBudget budget; ///< of hand-written migrations; a plan has its own
  /// How a step would be done without making anybody wait, in a line; empty: not known. The driver
  /// asks the lowering, which rules do not see.
  std::function<std::string(const Op &, const Schema &before)> advise;
};

} // namespace schemac
