//===- MappedNames.h - Renames that the source itself tells -----*- C++ -*-===//
#pragma once

#include "schemac/Diff/Diff.h"

namespace schemac {

/// Declares those of options.mapped that can be nothing but renames, and says so. To be called when
/// the command line's renames are declared, and before its drops.
void declareMappedNames(Schema &to, const Schema &from, const DiffOptions &options,
                        Context &context, DiagEngine &diags);

} // namespace schemac
