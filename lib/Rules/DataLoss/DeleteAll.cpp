//===- DeleteAll.cpp - delete-all -----------------------------------------------------===//
//
// A DELETE without a condition.
//
//===----------------------------------------------------------------------===//
#include "Rules/RowChanges.h"

namespace schemac {

void checkDeleteAll(MigrationContext &rule) {
  for (const StatementFacts &s : rule.statements)
    for (const RowChange &change : s.rows)
      if (deletesAll(change) && change.table.known && !change.table.isNew)
        rule.diags.report(s.range(), diag::warn_delete_all, change.table.name.str(),
                          change.table.size);
}

} // namespace schemac
