//===- Archive.h - Keeping what is dropped ----------------------*- C++ -*-===//
#pragma once

#include "Transforms/Recipe.h"

namespace schemac {

/// Whether the author asked to keep the data of \p name, a part of a table.
bool archives(const std::vector<DropIntent> &drops, Name name);
/// The same of a table, by its name in the source.
bool archives(const std::vector<DropIntent> &drops, QName table);

/// Makes the namespace of archives, once in a plan, before the first step of contract needs it.
void ensureArchive(Recipe &recipe);

} // namespace schemac
