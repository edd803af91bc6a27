//===- Slice.h - The part of a state that a step is about -------*- C++ -*-===//
#pragma once

#include "schemac/IR/Operation.h"
#include <optional>

namespace schemac {

/// \p whole without the tables that a step on one table has nothing to do with: its own, those that
/// refer to it or that it refers to, each with its whole and its parts, and those that have a name
/// which the step gives. What is no table is there as in \p whole, but for sequences of tables that
/// are not. What is said of the step, planned for it or refused is the same in both.
///
/// Nothing for steps that may concern more (a type, a name that others know, a column that others
/// move with), and where so much is no table that little would be spared.
std::optional<Schema> sliceAround(const Op &op, const Schema &whole);

} // namespace schemac
