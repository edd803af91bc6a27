//===- PlainWay.h - What is left where there is no way around ---*- C++ -*-===//
#pragma once

#include "Transforms/Origins.h"
#include "schemac/Diag/Diag.h"
#include <fmt/core.h>

namespace schemac {

/// Says how the change that \p d refuses can be made nevertheless: the plain statement is written
/// where \p table is known to be small and the work on it fits the budget.
inline void notePlainWay(DiagBuilder d, const Origins &origins, QName table) {
  const Table *t = origins.table(table);
  if (!t || t->rows < 0)
    d.note("a table of unknown size is taken for a large one; --stats FILE says how large it is");
  d.note(fmt::format("in a window when nobody waits it may run as it is: with --small-table above "
                     "the size of '{}', and a --lock-budget that allows for the time",
                     table.str()));
}

} // namespace schemac
