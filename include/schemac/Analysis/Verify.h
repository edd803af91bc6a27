//===- Verify.h - Proofs about a finished plan ------------------*- C++ -*-===//
//
// The verifiers report (24xx, located at the step's cause) and never repair.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/Diag/Diag.h"
#include "schemac/IR/Plan.h"

namespace schemac {

/// Interpreting \p plan from \p from gives \p to.
bool verifyTarget(const Plan &plan, const Schema &from, const Schema &to, Context &, DiagEngine &);

/// From every prefix of the plan, the reverses of its steps in reverse order return to \p from.
/// Irreversible steps must say why; what comes before them is still proved.
bool verifyReverse(const Plan &plan, const Schema &from, Context &, DiagEngine &);

/// Before the gate every state serves the application generated from \p from, after it the one
/// generated from \p to; at the gate both. docs/design of compatibility: what an application may
/// do.
bool verifyCompatibility(const Plan &plan, const Schema &from, const Schema &to, Context &,
                         DiagEngine &);

/// Whether \p state serves an application generated from \p app: every table and column is there
/// under its name with a type its reads and writes accept, and every insert it may make is
/// accepted.
/// \p tolerated: columns whose other form the application accepts too (see Gate).
/// Returns the reason when not.
std::optional<std::string> servesApplication(const Schema &state, const Schema &app,
                                             std::span<const SubRef> tolerated,
                                             std::string_view dialect);

} // namespace schemac
