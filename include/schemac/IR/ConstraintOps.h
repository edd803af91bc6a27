//===- ConstraintOps.h - The step that adds a constraint --------*- C++ -*-===//
#pragma once

#include "schemac/IR/Operation.h"

namespace schemac {

/// The step that adds \p c to \p table, by its kind, at the place where \p c is declared.
Op addConstraintOp(QName table, const Constraint &c);

/// Whether a CREATE TABLE that has both makes one of them: keys over the same columns that differ
/// in nothing but their names (PostgreSQL: "redundant index specifications").
bool isSameKey(const Constraint &a, const Constraint &b);

} // namespace schemac
