//===- TableMissingColumn.cpp - table-missing-column ----------------------------------===//
//
// What the configuration lists in required-columns: created_at and the like.
//
//===----------------------------------------------------------------------===//
#include "Rules/StateRule.h"
#include <algorithm>

namespace schemac {

void checkTableMissingColumn(StateContext &rule) {
  for (const Table *t : rule.tables())
    for (const std::string &wanted : rule.options.requiredColumns) {
      bool has = std::any_of(t->columns.begin(), t->columns.end(),
                             [&](const Column &c) { return c.name.str() == wanted; });
      if (!has && !t->partitionOf)
        rule.diags.report(t->range, diag::warn_table_missing_column, t->name.str(), wanted);
    }
}

} // namespace schemac
