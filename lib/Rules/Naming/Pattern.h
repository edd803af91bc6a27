//===- Pattern.h - Names against a pattern ----------------------*- C++ -*-===//
#pragma once

#include "Rules/StateRule.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Regex.h"
#include <optional>

namespace schemac {

/// The pattern of a naming rule: the configuration's, or the usual one. {table}, {column} and
/// {columns} stand for the names of the object at hand.
class NamePattern {
public:
  NamePattern(const StateContext &rule, std::string_view ruleName);
  const std::string &text() const { return pattern; }
  bool matches(Name name, const Table &table, const std::vector<Name> &columns) const;

private:
  std::string pattern;
  /// The last expression that was compiled; those of one table are often the same.
  mutable std::string compiled;
  mutable std::optional<llvm::Regex> regex;
};

} // namespace schemac
