//===- Format.h - HCL as hclfmt formats it ----------------------*- C++ -*-===//
#pragma once

#include "schemac/Diag/Diag.h"
#include <optional>
#include <string>

namespace schemac::hcl {

/// The file with hclfmt's indentation, blanks and columns; lines stay lines, and comments, strings
/// and heredocs are what they are. Nothing when the syntax has errors, which are reported.
std::optional<std::string> format(const SourceManager &sources, FileId file, DiagEngine &diags);

} // namespace schemac::hcl
