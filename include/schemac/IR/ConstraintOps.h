//===- ConstraintOps.h - The step that adds a constraint --------*- C++ -*-===//
#pragma once

#include "schemac/IR/Operation.h"

namespace schemac {

/// The step that adds \p c to \p table, by its kind, at the place where \p c is declared.
Op addConstraintOp(QName table, const Constraint &c);

} // namespace schemac
