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

/// A partition or heir is locked behind its parent by the same statement, as everybody locks them.
static bool goesWithParent(QName table, const MigrationStep &step, const MigrationContext &rule) {
  const Table *t = rule.migration.start->table(table);
  if (!t)
    t = rule.migration.end->table(table);
  auto held = [&](QName n) { return std::ranges::count(step.held, n) > 0; };
  return t && ((t->partitionOf && held(t->partitionOf)) || std::ranges::any_of(t->inherits, held));
}

void checkTxManyTables(MigrationContext &rule) {
  std::map<unsigned, std::vector<std::string>> tables;
  auto hold = [&](const StatementFacts &s, const MigrationStep &step) {
    for (QName held : step.held) {
      auto &list = tables[s.transaction];
      if (goesWithParent(held, step, rule))
        continue;
      if (s.transaction == 0 || std::find(list.begin(), list.end(), held.str()) != list.end())
        continue;
      list.push_back(held.str());
      if (int64_t(list.size()) == rule.options.maxTablesPerTransaction + 1)
        rule.diags.report(s.range(), diag::warn_tx_many_tables, quotedList(list),
                          rule.options.maxTablesPerTransaction);
    }
  };
  for (const StatementFacts &s : rule.statements) {
    for (const MigrationStep &step : s.steps)
      hold(s, step);
    if (s.utility)
      hold(s, *s.utility);
  }
}

} // namespace schemac
