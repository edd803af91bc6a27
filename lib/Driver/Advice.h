//===- Advice.h - How a step would be done safely ---------------*- C++ -*-===//
#pragma once

#include "schemac/Dialect/LockBudget.h"
#include "schemac/Pass/Pass.h"

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

/// The way forward of the same in a line or a few. Rules ask for each finding, so this looks only
/// at the part of the state that a step is about, and leaves out what a plan has for its way back.
class Advisor {
public:
  Advisor(Context &context, const LockBudget &budget);
  /// Statements where they are short, else the steps by name; empty when nothing else can be done
  /// than \p op itself.
  std::string adviceFor(const Op &op, const Schema &before);

private:
  Context &context;
  LockBudget budget;
  PassManager passes;
  Name dialect; ///< that `passes` are for
};

} // namespace schemac
