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

} // namespace schemac
