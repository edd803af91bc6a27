//===- PkSmallInteger.cpp - pk-small-integer ------------------------------------------===//
//
// Keys of deleted rows and of failed inserts count as well, and a wider type is a migration of its
// own.
//
//===----------------------------------------------------------------------===//
#include "Rules/StateRule.h"

namespace schemac {

void checkPkSmallInteger(StateContext &rule) {
  for (const Table *t : rule.tables()) {
    const Constraint *pk = t->primaryKey();
    const Column *c = pk && pk->columns.size() == 1 ? t->column(pk->columns[0]) : nullptr;
    bool counts = c && c->generation != Generation::None;
    if (counts && (c->type.is(TypeKind::I32) || c->type.is(TypeKind::I16)))
      rule.diags.report(c->range, diag::warn_pk_small_integer, columnName(*t, c->name),
                        c->type.is(TypeKind::I16) ? "32,767" : "2.1 billion");
  }
}

} // namespace schemac
