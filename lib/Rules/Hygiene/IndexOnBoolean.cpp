//===- IndexOnBoolean.cpp - index-on-boolean ------------------------------------------===//
//
// It is worth its cost only where one of the two is rare, and then a partial index is smaller.
//
//===----------------------------------------------------------------------===//
#include "Rules/StateRule.h"

namespace schemac {

void checkIndexOnBoolean(StateContext &rule) {
  for (const Table *t : rule.tables())
    for (const Index &i : t->indexes) {
      const Column *c = i.elems.size() == 1 && !i.where ? t->column(i.elems[0].column) : nullptr;
      if (c && c->type.is(TypeKind::Bool))
        rule.diags.report(i.range, diag::warn_index_on_boolean, i.name.str());
    }
}

} // namespace schemac
