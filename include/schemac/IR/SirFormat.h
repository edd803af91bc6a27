//===- SirFormat.h - `.sir` with its blanks in order ------------*- C++ -*-===//
#pragma once

#include "schemac/Diag/Diag.h"
#include <optional>
#include <string>

namespace schemac {

/// The file with the indentation and the blanks that the printer gives it, and its comments and
/// line ends where they are. Nothing when it has errors, which are reported.
std::optional<std::string> formatSir(SourceManager &sources, FileId file, DiagEngine &diags);

} // namespace schemac
