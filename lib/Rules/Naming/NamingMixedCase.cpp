//===- NamingMixedCase.cpp - naming-mixed-case ----------------------------------------===//
//
// A name with capitals or other characters is another name without quotes.
//
//===----------------------------------------------------------------------===//
#include "Rules/StateRule.h"
#include <algorithm>

namespace schemac {

void checkNamingMixedCase(StateContext &rule) {
  auto needsQuotes = [](std::string_view name) {
    bool plain = std::all_of(name.begin(), name.end(), [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || (c & 0x80);
    });
    return !plain || (!name.empty() && name[0] >= '0' && name[0] <= '9');
  };
  for (const Table *t : rule.tables())
    if (needsQuotes(t->name.name.str()))
      rule.diags.report(t->range, diag::warn_naming_mixed_case, t->name.name.str());
  rule.eachColumn([&](const Table &t, const Column &c) {
    if (needsQuotes(c.name.str()))
      rule.diags.report(c.range, diag::warn_naming_mixed_case, columnName(t, c.name));
  });
}

} // namespace schemac
