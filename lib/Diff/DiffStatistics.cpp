//===- DiffStatistics.cpp - Extended statistics ---------------------------===//
//
// Nothing in them could be lost: what is different is made anew.
//
//===----------------------------------------------------------------------===//

#include "Diff/Differ.h"
#include <algorithm>

namespace schemac {

/// As the new state would write it.
static ExtendedStatistics mapped(const NameMap &names, const ExtendedStatistics &old) {
  ExtendedStatistics now = old;
  now.table = names.table(old.table);
  now.columns = names.columnList(old.table, old.columns);
  std::sort(now.columns.begin(), now.columns.end());
  for (Expr &e : now.expressions)
    e = names.expr(old.table, e);
  return now;
}

void Differ::diffStatistics() {
  for (const ExtendedStatistics &is : to.statistics()) {
    const auto *was = from.find<ExtendedStatistics>(is.name);
    if (was && same(mapped(names, *was), is))
      continue;
    unsigned change = steps.newChange();
    if (was)
      steps.add(Slot::DropIndex, change, DropStatisticsOp::make(is.range, is.name));
    steps.add(Slot::AlterTable, change, CreateStatisticsOp::make(is.range, is));
  }
  for (const ExtendedStatistics &was : from.statistics())
    if (!to.find<ExtendedStatistics>(was.name))
      steps.add(Slot::DropIndex, DropStatisticsOp::make(was.range, was.name));
}

} // namespace schemac
