//===- Intents.h - Where the comments of a schema in SQL belong -*- C++ -*-===//
#pragma once

#include "schemac/IR/AnnotationIntents.h"
#include "schemac/IR/Schema.h"

namespace schemac::sql {

/// A comment with a word for schemac in it, and the code around it.
struct PlacedComment {
  std::string_view text; ///< of the source
  size_t begin = 0;
  size_t follows = std::string_view::npos; ///< what stands behind it and is no comment
  bool trailing = false;                   ///< behind code on its line, and nothing follows there
  bool apart = false;                      ///< with an empty line or nothing behind it: of its own
};

/// Those of the comments between the tokens of \p text that hold AnnotationMarker.
std::vector<PlacedComment> placedComments(std::string_view text);

/// Where the values of \p e are written, in the order of its labels, in a statement that begins at
/// or before \p from.
std::vector<size_t> labelPlaces(std::string_view text, size_t from, const Enum &e);

} // namespace schemac::sql
