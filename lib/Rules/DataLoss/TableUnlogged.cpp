//===- TableUnlogged.cpp - storage-unlogged -------------------------------------------===//
//
// An unlogged table is not in the write-ahead log.
//
//===----------------------------------------------------------------------===//
#include "Rules/StateRule.h"

namespace schemac {

void checkTableUnlogged(StateContext &rule) {
  for (const Table *t : rule.tables())
    if (t->unlogged)
      rule.diags.report(t->range, diag::warn_storage_unlogged, t->name.str());
}

} // namespace schemac
