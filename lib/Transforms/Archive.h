//===- Archive.h - Keeping what is dropped ----------------------*- C++ -*-===//
#pragma once

#include "Transforms/Recipe.h"

namespace schemac {

/// Whether the author asked to keep the data of \p name.
bool archives(const std::vector<DropIntent> &drops, Name name);

/// Makes the namespace of archives, once in a plan, before the first step of contract needs it.
void ensureArchive(Recipe &recipe);

} // namespace schemac
