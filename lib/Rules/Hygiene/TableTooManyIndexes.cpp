//===- TableTooManyIndexes.cpp - table-too-many-indexes -------------------------------===//
//
// Every insert writes all of them, and so does every update that is not HOT.
//
//===----------------------------------------------------------------------===//
#include "Rules/StateRule.h"
#include <algorithm>

namespace schemac {

void checkTableTooManyIndexes(StateContext &rule) {
  for (const Table *t : rule.tables()) {
    auto count = int64_t(t->indexes.size()) +
                 std::count_if(t->constraints.begin(), t->constraints.end(), ownsIndex);
    if (count > rule.options.maxIndexes)
      rule.diags.report(t->range, diag::warn_table_too_many_indexes, t->name.str(), count,
                        rule.options.maxIndexes);
  }
}

} // namespace schemac
