//===- TxManyTables.cpp - tx-many-tables ----------------------------------------------===//
//
// Everybody who uses two of them can meet the transaction in the middle: a deadlock, and one of the
// two is rolled back.
//
//===----------------------------------------------------------------------===//
#include "Rules/MigrationRule.h"
#include <algorithm>
#include <map>

namespace schemac {

void checkTxManyTables(MigrationContext &rule) {
  std::map<unsigned, std::vector<std::string>> tables;
  for (const StatementFacts &s : rule.statements)
    for (const MigrationStep &step : s.steps)
      for (QName held : step.held) {
        auto &list = tables[s.transaction];
        if (s.transaction == 0 || std::find(list.begin(), list.end(), held.str()) != list.end())
          continue;
        list.push_back(held.str());
        if (int64_t(list.size()) == rule.options.maxTablesPerTransaction + 1)
          rule.diags.report(s.range(), diag::warn_tx_many_tables, quotedList(list),
                            rule.options.maxTablesPerTransaction);
      }
}

} // namespace schemac
