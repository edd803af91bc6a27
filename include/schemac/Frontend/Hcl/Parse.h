//===- Parse.h - Text in HCL to its tree ------------------------*- C++ -*-===//
#pragma once

#include "schemac/Diag/Diag.h"
#include "schemac/Frontend/Hcl/Ast.h"

namespace schemac::hcl {

/// Parses one file. Syntax errors go to \p diags, one per mistake; the tree holds what was
/// understood. It points into the text of \p sources.
std::shared_ptr<const File> parse(const SourceManager &sources, FileId file, DiagEngine &diags);

/// Writes a tree in a line-based form, for tests.
std::string dump(const File &file);

} // namespace schemac::hcl
