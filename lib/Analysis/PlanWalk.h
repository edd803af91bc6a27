//===- PlanWalk.h - Walks a plan through its states -------------*- C++ -*-===//
#pragma once

#include "schemac/Analysis/Diags.h"
#include "schemac/IR/Interpreter.h"
#include "schemac/IR/Sir.h"

namespace schemac {

/// A step in its place.
struct PlanStep {
  const Op *op = nullptr;
  const Phase *phase = nullptr;
  unsigned number = 0; ///< from 1 through the whole plan

  /// "add_column users.phone"
  std::string label() const;
  /// "step 4 of phase expand: add_column @users.@phone : text nullable"
  std::string note() const;
};

std::vector<PlanStep> planSteps(const Plan &plan);

/// Applies the step, or reports why that cannot be.
bool applyStep(const PlanStep &step, Schema &state, Context &context, DiagEngine &diags);

/// Applies \p ops. When one is refused, the reason is returned and \p refused points to it.
std::optional<std::string> applyQuietly(std::span<const Op> ops, Schema &state, Context &context,
                                        const DiagEngine &diags, const Op **refused = nullptr);

} // namespace schemac
