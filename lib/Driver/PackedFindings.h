//===- PackedFindings.h - Findings from a copy of this process --*- C++ -*-===//
#pragma once

#include "schemac/Diag/Consumers.h"
#include "schemac/Diag/Diag.h"
#include <span>
#include <string>

namespace schemac {

/// What a copy of this process (Support/ProcessCopy.h) found, as bytes. They mean something in the
/// process that was copied only: they say by its address which diagnostic each is.
std::string packFindings(std::span<const Diagnostic> found, const Coverage &coverage);
/// \p packed must be the whole of what packFindings() made.
std::vector<Diagnostic> unpackFindings(std::string_view packed, Coverage &coverage);

} // namespace schemac
