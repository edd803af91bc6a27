//===- TxConcurrently.cpp - tx-concurrently-in-transaction ----------------------------===//
//
// The server refuses it, whatever the tables hold.
//
//===----------------------------------------------------------------------===//
#include "Rules/MigrationRule.h"

namespace schemac {

/// "CREATE INDEX CONCURRENTLY" and others of its kind; empty for the rest.
static std::string needsItsOwn(const StatementFacts &s) {
  bool concurrently = s.has("concurrently");
  if (concurrently && s.startsWith({"create"}))
    return "CREATE INDEX CONCURRENTLY";
  if (concurrently && s.startsWith({"drop", "index"}))
    return "DROP INDEX CONCURRENTLY";
  if (concurrently && s.startsWith({"reindex"}))
    return "REINDEX CONCURRENTLY";
  if (concurrently && s.has({"detach", "partition"}))
    return "DETACH PARTITION CONCURRENTLY";
  return s.startsWith({"vacuum"}) ? "VACUUM" : "";
}

void checkTxConcurrently(MigrationContext &rule) {
  for (const StatementFacts &s : rule.statements) {
    std::string what = needsItsOwn(s);
    if (what.empty() || s.transaction == 0)
      continue;
    auto d = rule.diags.report(s.range(), diag::err_tx_concurrently_in_transaction, what);
    if (rule.migration.wrapped)
      d.note("the tool that runs the file puts all of it into one transaction");
  }
}

} // namespace schemac
