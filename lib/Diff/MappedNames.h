//===- MappedNames.h - Renames that the source itself tells -----*- C++ -*-===//
#pragma once

#include "schemac/Diff/Diff.h"

namespace schemac {

enum class Mapped { Objects, Parts };

/// Declares those of options.mapped that can be nothing but renames, and says so. Objects are to be
/// declared when the command line's renames of objects are, and before what asks what an object
/// was: its renames of parts. Parts are to be declared after those, and before its drops.
void declareMappedNames(Schema &to, const Schema &from, const DiffOptions &options,
                        Context &context, DiagEngine &diags, Mapped which);

} // namespace schemac
