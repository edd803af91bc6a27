//===- PsqlVariables.h - What \set says -------------------------*- C++ -*-===//
#pragma once

#include "schemac/IR/SqlTokens.h"
#include "schemac/Support/Source.h"
#include <span>

namespace schemac::sql {

/// The part with the variables replaced that \set gives a value in it, as psql does: `:name`,
/// `:'name'` as a literal, `:"name"` as an identifier. A buffer of its own in which lines stay
/// where they are; \p range itself when there is nothing to replace.
SourceRange withPsqlVariables(SourceManager &sources, SourceRange range);

/// How many tokens from \p i on, ':' and what stands at once behind it, are a variable; 0: none.
size_t psqlVariableAt(std::span<const SqlToken> tokens, size_t i);

} // namespace schemac::sql
