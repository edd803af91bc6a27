//===- TableVacuumFull.cpp - table-vacuum-full ----------------------------------------===//
//
// VACUUM FULL and CLUSTER copy the table. A plain VACUUM makes its space usable again without a
// lock that anybody waits for.
//
//===----------------------------------------------------------------------===//
#include "Rules/MigrationRule.h"
#include <algorithm>

namespace schemac {

/// VACUUM FULL, VACUUM (FULL), but not VACUUM (FULL false).
static bool isFull(const StatementFacts &s) {
  auto full = std::find_if(s.tokens.begin(), s.tokens.end(),
                           [](const SqlToken &t) { return t.isWord("full"); });
  auto next = full == s.tokens.end() ? full : full + 1;
  bool off =
      next != s.tokens.end() && (next->isWord("false") || next->isWord("off") || next->text == "0");
  return s.startsWith({"vacuum"}) && full != s.tokens.end() && !off;
}

void checkTableVacuumFull(MigrationContext &rule) {
  for (const StatementFacts &s : rule.statements) {
    if (!(s.startsWith({"cluster"}) || isFull(s)))
      continue;
    for (const WorkedThrough &t : workedThrough(s, rule))
      rule.diags.report(s.range(), diag::warn_table_vacuum_full, t.what, t.size);
  }
}

} // namespace schemac
