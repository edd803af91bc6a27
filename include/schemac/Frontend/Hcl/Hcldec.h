//===- Hcldec.h - Bodies as a specification reads them ----------*- C++ -*-===//
//
// The language's own tests state what a file means by a specification, in HCL itself, of which
// attributes and blocks it has. This reads a file so, to run them.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/Frontend/Hcl/Eval.h"

namespace schemac::hcl {

/// The value of \p body by \p spec, whose only block says what it is; its `variables` are in scope.
Value decode(const File &spec, const File &body, DiagEngine &diags);

/// What one of those tests expects, in HCL too: a result and its type, or where errors are. Returns
/// what is otherwise, a line each; empty when nothing is. \p found are the diagnostics of the file.
std::string compareWithTest(const File &test, const Value &result,
                            std::span<const Diagnostic> found, const SourceManager &sources,
                            DiagEngine &diags);

} // namespace schemac::hcl
