//===- TxNesting.cpp - tx-nesting -----------------------------------------------------===//
//
// There are no transactions in transactions: a second BEGIN does nothing, and the first COMMIT ends
// it all, the transaction of the tool that runs the file included.
//
//===----------------------------------------------------------------------===//
#include "Rules/MigrationRule.h"

namespace schemac {

void checkTxNesting(MigrationContext &rule) {
  bool open = false;
  for (const StatementFacts &s : rule.statements) {
    bool begins = s.kind() == MigrationStatement::Begin;
    bool ends = s.kind() == MigrationStatement::Commit || s.kind() == MigrationStatement::Rollback;
    if (begins && open)
      rule.diags.report(s.range(), diag::warn_tx_nesting,
                        "a transaction is open already, so this does nothing");
    else if (begins && rule.migration.wrapped)
      rule.diags.report(
          s.range(), diag::warn_tx_nesting,
          "the tool that runs the file has begun a transaction, so this does nothing");
    else if (ends && !open)
      rule.diags.report(
          s.range(), diag::warn_tx_nesting,
          rule.migration.wrapped ? "this ends the transaction of the tool that runs the file"
          : s.chains()           ? "no transaction is open, and AND CHAIN is refused without one"
                                 : "no transaction is open, so this does nothing");
    open = begins || s.chains() || (open && !ends);
  }
}

} // namespace schemac
