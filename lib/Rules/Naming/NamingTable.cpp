//===- NamingTable.cpp - naming-table -------------------------------------------------===//
//
// Lower case words with underscores, unless the configuration says otherwise.
//
//===----------------------------------------------------------------------===//
#include "Rules/Naming/Pattern.h"
#include "Rules/StateRule.h"

namespace schemac {

void checkNamingTable(StateContext &rule) {
  NamePattern pattern(rule, "naming-table");
  for (const Table *t : rule.tables())
    if (!pattern.matches(t->name.name, *t, {}))
      rule.diags.report(t->range, diag::warn_naming_table, t->name.name.str(), pattern.text());
}

} // namespace schemac
