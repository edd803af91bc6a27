//===- TruncateReferenced.cpp - truncate-referenced -----------------------------------===//
//
// Rows of the other table are not looked at: it may be empty.
//
//===----------------------------------------------------------------------===//
#include "Rules/MigrationRule.h"

namespace schemac {

void checkTruncateReferenced(MigrationContext &rule) {
  for (const StatementFacts &s : rule.statements)
    if (s.referrer && !s.tainted)
      rule.diags.report(s.range(), diag::err_truncate_referenced, s.referrer->to, s.referrer->key,
                        s.referrer->table);
}

} // namespace schemac
