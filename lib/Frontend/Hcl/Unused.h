//===- Unused.h - Variables and locals that nothing refers to ---*- C++ -*-===//
#pragma once

#include "schemac/Diag/Diag.h"
#include "schemac/Frontend/Hcl/Ast.h"
#include <memory>
#include <span>

namespace schemac::hcl {

/// Warns of each, where it is declared.
void reportUnused(std::span<const std::shared_ptr<const File>> files, DiagEngine &diags);

} // namespace schemac::hcl
