//===- FoldSerials.h - Sequences that are those of serial columns -*- C++ -*-===//
#pragma once

#include "schemac/IR/Schema.h"

namespace schemac {

/// A sequence that is just what `serial` stands for, with the default that draws from it, becomes
/// part of its column: the two spellings are one state.
void foldSerials(Schema &schema, Context &context);

} // namespace schemac
