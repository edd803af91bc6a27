//===- TxLeftOpen.cpp - tx-left-open --------------------------------------------------===//
//
// At the end of the session it is rolled back, and nothing of it has happened; in a session that
// goes on, its locks are held.
//
//===----------------------------------------------------------------------===//
#include "Rules/MigrationRule.h"

namespace schemac {

void checkTxLeftOpen(MigrationContext &rule) {
  const StatementFacts *open = nullptr;
  for (const StatementFacts &s : rule.statements)
    if (s.kind() == MigrationStatement::Begin)
      open = open ? open : &s;
    else if (s.kind() == MigrationStatement::Commit || s.kind() == MigrationStatement::Rollback)
      open = s.chains() ? &s : nullptr;
  if (open)
    rule.diags.report(open->range(), diag::warn_tx_left_open);
}

} // namespace schemac
