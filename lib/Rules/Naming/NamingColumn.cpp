//===- NamingColumn.cpp - naming-column -----------------------------------------------===//
//
// Lower case words with underscores, unless the configuration says otherwise.
//
//===----------------------------------------------------------------------===//
#include "Rules/Naming/Pattern.h"
#include "Rules/StateRule.h"

namespace schemac {

void checkNamingColumn(StateContext &rule) {
  NamePattern pattern(rule, "naming-column");
  rule.eachColumn([&](const Table &t, const Column &c) {
    if (!pattern.matches(c.name, t, {}))
      rule.diags.report(c.range, diag::warn_naming_column, columnName(t, c.name), pattern.text());
  });
}

} // namespace schemac
