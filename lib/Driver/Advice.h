//===- Advice.h - How a step would be done safely ---------------*- C++ -*-===//
#pragma once

#include "schemac/Dialect/LockBudget.h"
#include "schemac/IR/Plan.h"

namespace schemac {

/// What the lowering of `plan` makes of steps that one statement by hand is: a plan from the state
/// before it to the one after.
struct SafeForm {
  Schema after;
  Plan plan;
};
/// Nothing when they cannot be lowered; \p reason is why, when it is not null.
std::optional<SafeForm> safeForm(std::span<const Op> ops, const Schema &before, Context &context,
                                 const LockBudget &budget, std::string *reason = nullptr);

/// The same in a line or a few: statements where they are short, else the steps by name.
std::string adviceFor(const Op &op, const Schema &before, Context &context,
                      const LockBudget &budget);

} // namespace schemac
