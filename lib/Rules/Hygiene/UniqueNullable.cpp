//===- UniqueNullable.cpp - unique-nullable -------------------------------------------===//
//
// Often meant, and often not: two rows with NULL in a unique key are not duplicates.
//
//===----------------------------------------------------------------------===//
#include "Rules/StateRule.h"

namespace schemac {

void checkUniqueNullable(StateContext &rule) {
  auto report = [&](const Table &t, Name key, Name column, SourceRange range) {
    const Column *c = t.column(column);
    if (c && c->nullable)
      rule.diags.report(range, diag::warn_unique_nullable, columnName(t, column), key.str());
  };
  for (const Table *t : rule.tables()) {
    for (const Constraint &c : t->constraints)
      if (c.kind == ConstraintKind::Unique && !c.nullsNotDistinct)
        for (Name column : c.columns)
          report(*t, c.name, column, c.range);
    for (const Index &i : t->indexes)
      if (i.unique && !i.nullsNotDistinct && !i.where)
        for (const IndexElem &e : i.elems)
          report(*t, i.name, e.column, i.range);
  }
}

} // namespace schemac
