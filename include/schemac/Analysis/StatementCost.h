//===- StatementCost.h - A step of a statement by hand ----------*- C++ -*-===//
#pragma once

#include "schemac/Dialect/Dialect.h"
#include <span>

namespace schemac {

/// What \p op costs in \p state as a part of a statement whose steps before it are \p before. An
/// ATTACH PARTITION by hand makes the foreign keys that the table lacks: steps of their own, after
/// which it seems to have had them.
StepCost costInStatement(const Dialect &dialect, const Op &op, std::span<const Op *const> before,
                         const Schema &state, int version);

} // namespace schemac
