//===- ConstraintOps.cpp - The step that adds a constraint ----------------===//
#include "schemac/IR/ConstraintOps.h"

namespace schemac {

Op addConstraintOp(QName table, const Constraint &c) {
  SubRef path{table, c.name};
  switch (c.kind) {
  case ConstraintKind::PrimaryKey:
    return AddPrimaryKeyOp::make(c.range, path, c);
  case ConstraintKind::Unique:
    return AddUniqueOp::make(c.range, path, c);
  case ConstraintKind::Check:
    return AddCheckOp::make(c.range, path, c);
  case ConstraintKind::Exclusion:
    return AddExclusionOp::make(c.range, path, c);
  case ConstraintKind::ForeignKey:
    break;
  }
  return AddForeignKeyOp::make(c.range, path, c);
}

bool isSameKey(const Constraint &a, const Constraint &b) {
  auto isKey = [](const Constraint &c) {
    return c.kind == ConstraintKind::PrimaryKey || c.kind == ConstraintKind::Unique ||
           c.kind == ConstraintKind::Exclusion;
  };
  bool excludes = a.kind == ConstraintKind::Exclusion;
  return isKey(a) && isKey(b) && excludes == (b.kind == ConstraintKind::Exclusion) &&
         a.columns == b.columns && a.include == b.include &&
         a.nullsNotDistinct == b.nullsNotDistinct && a.deferrable == b.deferrable &&
         a.initiallyDeferred == b.initiallyDeferred &&
         (!excludes || (a.more().elems == b.more().elems && a.more().method == b.more().method &&
                        a.more().where == b.more().where));
}

} // namespace schemac
