//===- TableTooManyColumns.cpp - table-too-many-columns -------------------------------===//
//
// Wide rows are read and written whole.
//
//===----------------------------------------------------------------------===//
#include "Rules/StateRule.h"

namespace schemac {

void checkTableTooManyColumns(StateContext &rule) {
  for (const Table *t : rule.tables())
    if (int64_t(t->columns.size()) > rule.options.maxColumns)
      rule.diags.report(t->range, diag::warn_table_too_many_columns, t->name.str(),
                        int64_t(t->columns.size()), rule.options.maxColumns);
}

} // namespace schemac
