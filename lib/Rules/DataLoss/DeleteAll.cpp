//===- DeleteAll.cpp - delete-all -----------------------------------------------------===//
//
// A DELETE without a condition.
//
//===----------------------------------------------------------------------===//
#include "Rules/MigrationRule.h"

namespace schemac {

void checkDeleteAll(MigrationContext &rule) {
  for (const StatementFacts &s : rule.statements)
    if (s.startsWith({"delete"}) && !s.has("where") && !s.has("using"))
      for (const NamedTable &t : s.tables)
        if (t.known && !t.isNew)
          rule.diags.report(s.range(), diag::warn_delete_all, t.name.str(), t.size);
}

} // namespace schemac
