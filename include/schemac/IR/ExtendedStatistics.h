//===- ExtendedStatistics.h - What the planner knows of columns together -*- C++ -*-===//
#pragma once

#include "schemac/IR/Table.h"

namespace schemac {

/// CREATE STATISTICS. It holds no data of the application: ANALYZE fills it.
struct ExtendedStatistics : Entity {
  QName table;
  std::vector<Name> columns;     ///< sorted
  std::vector<Expr> expressions; ///< in their order
  std::vector<Name> kinds;       ///< "dependencies", "mcv", "ndistinct", sorted; none: all
  std::optional<int64_t> target; ///< nothing: that of the columns
};
bool same(const ExtendedStatistics &a, const ExtendedStatistics &b);

/// Whether the statistics are over \p column of their table.
bool usesColumn(const ExtendedStatistics &statistics, Name column);

} // namespace schemac
