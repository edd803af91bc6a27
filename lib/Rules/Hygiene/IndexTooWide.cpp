//===- IndexTooWide.cpp - index-too-wide ----------------------------------------------===//
//
// Wide entries make an index large, and few searches use its last columns.
//
//===----------------------------------------------------------------------===//
#include "Rules/StateRule.h"

namespace schemac {

void checkIndexTooWide(StateContext &rule) {
  for (const Table *t : rule.tables())
    for (const Index &i : t->indexes)
      if (int64_t(i.elems.size()) > rule.options.maxIndexColumns)
        rule.diags.report(i.range, diag::warn_index_too_wide, i.name.str(), int64_t(i.elems.size()),
                          rule.options.maxIndexColumns);
}

} // namespace schemac
