//===- IndexIncomplete.cpp - index-incomplete --------------------------------===//
//
// An index that was made ON ONLY a partitioned table is there when every partition has its part.
// Until then it is not valid: a partition without its part is read as if there was no index, and
// takes what a unique one would refuse.
//
//===----------------------------------------------------------------------===//
#include "Rules/StateRule.h"
#include "schemac/IR/SchemaIndex.h"
#include <algorithm>

namespace schemac {

void checkIndexIncomplete(StateContext &rule) {
  for (const Table *t : rule.tables())
    for (const Index &i : t->indexes) {
      if (!i.invalid || !t->partitionBy)
        continue;
      std::string list;
      for (QName part : rule.state.index().childrenOf(t->name)) {
        const auto &own = rule.state.table(part)->indexes;
        if (std::ranges::find(own, i.name, &Index::partOf) == own.end())
          list += (list.empty() ? "'" : ", '") + part.str() + "'";
      }
      if (!list.empty())
        rule.diags.report(i.range.isValid() ? i.range : t->range, diag::warn_index_incomplete,
                          i.name.str(), t->name.str(), list);
    }
}

} // namespace schemac
