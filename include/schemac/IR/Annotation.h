//===- Annotation.h - What comments of a source tell schemac ----*- C++ -*-===//
//
//   @schemac.renamedFrom(phone)            its former name
//   @schemac.movedFrom(users.bio)          the column of another table that it was
//   @schemac.backfill("lower(email)")      the value for rows that have none
//   @schemac.drop(phone, archive: true)    what goes on purpose
//
// The same words in every language that has comments; where one may stand, and what a comment is,
// is the front end's business. Names that are not identifiers stand in quotes, as do parts of a
// path with dots in them: "my.app".users."b.io".
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/Diag/Diag.h"
#include "schemac/IR/SourceStyle.h"
#include <functional>
#include <optional>
#include <span>

namespace schemac {

struct Annotation {
  enum Kind : uint8_t { RenamedFrom, Backfill, Drop, MovedFrom };
  Kind kind = RenamedFrom;
  std::vector<std::string> values; ///< names, or one SQL expression
  bool archive = false;
  SourceRange range;
};

/// What an annotation begins with.
inline constexpr std::string_view AnnotationMarker = "@schemac.";

/// "renamedFrom", in the order of the kinds.
std::span<const std::string_view> annotationNames();
std::string_view annotationName(Annotation::Kind kind);
/// How one is written: "@schemac.renamedFrom(formerName)".
std::string_view annotationForm(Annotation::Kind kind);
std::optional<Annotation::Kind> annotationKind(std::string_view name);

/// The letters that \p text, behind the marker, begins with.
std::string_view annotationWord(std::string_view text);
/// Reads `(a, "b c", archive: true)` into \p out, whose kind is known. The length of what was read;
/// 0 when it is malformed.
size_t readAnnotationArguments(std::string_view text, Annotation &out);

/// The annotations in a comment that begins at \p begin. What begins like one and is none goes to
/// \p report, with what is wrong with it.
std::vector<Annotation>
readAnnotations(std::string_view comment, Loc begin,
                const std::function<DiagBuilder(SourceRange, std::string)> &report);

/// The intent as an annotation, without the signs of a comment. Empty for what is none.
std::string annotationText(const Intent &intent);
std::string annotationText(const DropIntent &drop);

/// Inserts \p line, a comment, above the line of the declaration at \p at, indented like it.
TextEdit insertLineAbove(const SourceManager &sources, Loc at, std::string_view line);

} // namespace schemac
