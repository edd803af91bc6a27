//===- Settings.h - Which settings hold at a statement ----------*- C++ -*-===//
#pragma once

#include "Rules/MigrationRule.h"

namespace schemac {

/// Follows one setting through the statements of a migration: SET LOCAL ends with its transaction,
/// and what a transaction has set is gone when it is rolled back.
class FollowedSetting {
public:
  explicit FollowedSetting(std::string_view name) : name(name) {}
  /// Takes note of what \p statement sets.
  void follow(const StatementFacts &statement);
  /// Set to something other than 0 or its default.
  bool isSet() const { return now; }

private:
  std::string_view name;
  bool now = false, session = false, before = false; ///< outside of the transaction; before it
};

} // namespace schemac
