//===- TableTruncate.cpp - table-truncate ---------------------------------------------===//
//
// TRUNCATE has no condition, fires no row triggers and takes ACCESS EXCLUSIVE; CASCADE empties
// every table that refers to it.
//
//===----------------------------------------------------------------------===//
#include "Rules/MigrationRule.h"

namespace schemac {

void checkTableTruncate(MigrationContext &rule) {
  for (const StatementFacts &s : rule.statements)
    if (s.startsWith({"truncate"}))
      for (const NamedTable &t : s.tables)
        if (t.known && !t.empty)
          rule.diags.report(s.range(), diag::warn_table_truncate, t.name.str(), t.size,
                            s.has("cascade") ? "and those of all tables that refer to it"
                                             : "and readers and writers wait");
}

} // namespace schemac
