//===- Pattern.h - Names against a pattern ----------------------*- C++ -*-===//
#pragma once

#include "Rules/StateRule.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Regex.h"

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
};

} // namespace schemac
