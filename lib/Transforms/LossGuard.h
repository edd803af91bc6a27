//===- LossGuard.h - A drop that nobody confirmed ---------------*- C++ -*-===//
#pragma once

#include "Transforms/Origins.h"
#include "Transforms/Recipe.h"

namespace schemac {

/// A table that is taken for empty loses nothing, so its author need not say that a drop is meant.
/// That it is empty is asked of the data right before: numbers of rows are of another day, or of
/// another database. \p column: null for the whole table.
void guardLoss(Recipe &r, const Origins &origins, QName table, Name column);
/// Whether it is one of these, which come before the phase has done anything.
bool isLossGuard(const Op &op);

} // namespace schemac
