//===- RowConditions.h - What an UPDATE sets, and where ---------*- C++ -*-===//
#pragma once

#include "schemac/IR/Context.h"
#include <string>
#include <vector>

namespace schemac {

struct Assignment {
  std::string column;
  Expr value;
};

/// The parts of `a = 1, (b, c) = (2, 3)`; none when some part is of another form.
std::vector<Assignment> splitAssignments(Expr assignments, Context &context);

/// Whether a row that got the values does not meet the condition any more: `a IS NULL` where a gets
/// a literal, `state = 'old'` where it becomes 'new', `NOT done` where it becomes true.
bool excludesDone(Expr where, const std::vector<Assignment> &assignments);

} // namespace schemac
