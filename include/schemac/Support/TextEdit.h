//===- TextEdit.h - Replacements in source text -----------------*- C++ -*-===//
#pragma once

#include "schemac/Support/Source.h"

namespace schemac {

/// Replaces the text of a range. An empty range inserts before its position.
struct TextEdit {
  SourceRange range;
  std::string replacement;
};

/// Applies \p edits, all in \p file, to its text. Overlapping edits: the first (by position, then
/// by order given) wins and the later one is dropped, as two fixes for one place are alternatives.
std::string applyEdits(const SourceManager &sources, FileId file, std::vector<TextEdit> edits);

} // namespace schemac
