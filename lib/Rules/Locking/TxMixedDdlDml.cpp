//===- TxMixedDdlDml.cpp - tx-mixed-ddl-dml -------------------------------------------===//
//
// The rows take as long as they take, and the lock of the change before is held all the time. The
// other way round the locks of the rows wait for the strong lock.
//
//===----------------------------------------------------------------------===//
#include "Rules/MigrationRule.h"
#include "Rules/RowChanges.h"

namespace schemac {

void checkTxMixedDdlDml(MigrationContext &rule) {
  for (size_t i = 0; i < rule.statements.size(); ++i) {
    const StatementFacts &s = rule.statements[i];
    const RowChange *rows = changedRows(s, rule);
    if (!rows)
      continue;
    for (size_t j = 0; j < i; ++j) {
      const StatementFacts &ddl = rule.statements[j];
      const MigrationStep *step = ddl.holder();
      if (!MigrationContext::sameTransaction(ddl, s) || !step)
        continue;
      QName table = step->held.front();
      auto d = rule.diags.report(s.range(), diag::warn_tx_mixed_ddl_dml, rows->table.name.str(),
                                 lockName(step->cost.strongest()), table.str(), rows->table.size);
      d.note("the lock is taken here", ddl.range());
      d.note("commit the change of the schema first, and change the rows in batches after it");
      d.lock(table.str(), std::string(lockName(step->cost.strongest())));
      break;
    }
  }
}

} // namespace schemac
