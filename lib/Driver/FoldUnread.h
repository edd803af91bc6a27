//===- FoldUnread.h - What was not analysed, once a file --------*- C++ -*-===//
#pragma once

#include "schemac/Diag/Diag.h"

namespace schemac {

/// In a check, what is not understood or not managed is no finding about the migration: the first
/// of its kind in a file becomes a note that counts the others, which are taken out.
void foldUnread(const SourceManager &sources, std::vector<Diagnostic> &found);

} // namespace schemac
