//===- Advice.h - How a step would be done safely ---------------*- C++ -*-===//
#pragma once

#include "schemac/Dialect/LockBudget.h"
#include "schemac/IR/Plan.h"

namespace schemac {

/// What the lowering of `plan` makes of one step that is written by hand: a plan from the state
/// before it to the one after. Nothing when it cannot be lowered, or is safe as it is.
struct SafeForm {
  Schema after;
  Plan plan;
};
std::optional<SafeForm> safeForm(const Op &op, const Schema &before, Context &context,
                                 const LockBudget &budget);

/// The same in a line or a few: statements where they are short, else the steps by name.
std::string adviceFor(const Op &op, const Schema &before, Context &context,
                      const LockBudget &budget);

} // namespace schemac
