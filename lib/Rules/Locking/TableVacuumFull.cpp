//===- TableVacuumFull.cpp - table-vacuum-full ----------------------------------------===//
//
// VACUUM FULL and CLUSTER copy the table. A plain VACUUM makes its space usable again without a
// lock that anybody waits for.
//
//===----------------------------------------------------------------------===//
#include "Rules/MigrationRule.h"

namespace schemac {

void checkTableVacuumFull(MigrationContext &rule) {
  for (const StatementFacts &s : rule.statements) {
    if (!(s.startsWith({"cluster"}) || (s.startsWith({"vacuum"}) && s.has("full"))))
      continue;
    for (const NamedTable &t : s.tables)
      if (t.known && !t.quiet) {
        auto d = rule.diags.report(s.range(), diag::warn_table_vacuum_full, t.name.str(), t.size);
      }
  }
}

} // namespace schemac
