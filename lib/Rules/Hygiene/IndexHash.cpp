//===- IndexHash.cpp - index-hash -----------------------------------------------------===//
//
// A btree answers that as well, and ranges and orders.
//
//===----------------------------------------------------------------------===//
#include "Rules/StateRule.h"

namespace schemac {

void checkIndexHash(StateContext &rule) {
  for (const Table *t : rule.tables())
    for (const Index &i : t->indexes)
      if (i.method && i.method.str() == "hash")
        rule.diags.report(i.range, diag::warn_index_hash, i.name.str());
}

} // namespace schemac
