//===- IndexRedundant.cpp - index-redundant -------------------------------------------===//
//
// An index that begins with the same columns serves the same searches, if not as small. Off by
// default, as size is a reason.
//
//===----------------------------------------------------------------------===//
#include "Rules/StateRule.h"
#include <algorithm>

namespace schemac {

static bool isPrefix(const Index &small, const Index &large) {
  auto plain = [](const Index &i) { return (!i.method || i.method.str() == "btree"); };
  return !small.unique && plain(small) && plain(large) && small.where == large.where &&
         small.include.empty() && small.elems.size() < large.elems.size() &&
         std::equal(small.elems.begin(), small.elems.end(), large.elems.begin());
}

void checkIndexRedundant(StateContext &rule) {
  for (const Table *t : rule.tables())
    for (const Index &small : t->indexes)
      for (const Index &large : t->indexes)
        if (isPrefix(small, large))
          rule.diags.report(small.range, diag::warn_index_redundant, small.name.str(),
                            large.name.str(), t->name.str());
}

} // namespace schemac
