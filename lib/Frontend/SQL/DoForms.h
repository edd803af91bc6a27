//===- DoForms.h - DO blocks of a known form --------------------*- C++ -*-===//
#pragma once

#include "schemac/IR/SqlTokens.h"
#include <string>

namespace schemac::sql {

/// The content of a literal, and where it begins in it; escapes make places approximate.
std::string contentOf(const SqlToken &token, size_t &offset);

} // namespace schemac::sql
