//===- NamingIndex.cpp - naming-index -------------------------------------------------===//
//
// Table, columns and idx or key, as most tools name them, unless the configuration says otherwise.
//
//===----------------------------------------------------------------------===//
#include "Rules/Naming/Pattern.h"
#include "Rules/StateRule.h"

namespace schemac {

void checkNamingIndex(StateContext &rule) {
  NamePattern pattern(rule, "naming-index");
  for (const Table *t : rule.tables())
    for (const Index &i : t->indexes) {
      std::vector<Name> columns;
      for (const IndexElem &e : i.elems)
        columns.push_back(e.column);
      if (!pattern.matches(i.name, *t, columns))
        rule.diags.report(i.range, diag::warn_naming_index, i.name.str(), pattern.text());
    }
}

} // namespace schemac
