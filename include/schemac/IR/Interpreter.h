//===- Interpreter.h - What a step does to a state --------------*- C++ -*-===//
//
// Written once for every operation, and used for everything that asks what a step does: histories,
// proofs that a plan reaches its target and returns, states in between.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/Diag/Diag.h"
#include "schemac/IR/Plan.h"

namespace schemac {

/// Applies \p op to \p state. When the database would refuse it (no such table, duplicate name,
/// column still used ...) nothing is changed, an error at op.range is reported to \p diags (when
/// given) and false is returned.
bool apply(const Op &op, Schema &state, Context &context, DiagEngine *diags);

/// Applies all of \p ops in order; stops at the first that is refused.
bool applyAll(std::span<const Op> ops, Schema &state, Context &context, DiagEngine *diags);

/// PostgreSQL's name of the sequence behind a serial or identity column: table_column_seq, with
/// both parts shortened evenly to fit 63 bytes (makeObjectName in the server).
std::string defaultSequenceName(std::string_view table, std::string_view column);

} // namespace schemac
