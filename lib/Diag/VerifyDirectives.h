//===- VerifyDirectives.h - What a test expects to be reported --*- C++ -*-===//
//
// Reads `expected-...` directives out of the text of a buffer. They stand in comments, but which
// characters start a comment is left to the language: the words are odd enough on their own.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/Diag/Diag.h"

namespace schemac::verify {

/// One edit of a fix-it, `{{unsafe 3-+1:8=text}}`: lines are relative to the diagnostic's.
struct Edit {
  std::optional<FixKind> kind; ///< not checked when absent
  int beginLine = 0, endLine = 0;
  unsigned beginColumn = 0, endColumn = 0;
  std::string text;
};
/// True when a test that wrote \p expected accepts \p seen.
bool accepts(const Edit &expected, const Edit &seen);
/// The notation that parses back as \p edit.
std::string print(const Edit &edit);

enum class Kind : uint8_t { Error, Warning, Note, Label };
std::string_view name(Kind kind);

struct Directive {
  Kind kind = Kind::Error;
  Loc at; ///< of the directive itself
  // Where the diagnostic is expected. File and line: "" is the directive's own file; line 0 is any.
  std::string file;
  unsigned line = 0;
  std::optional<unsigned> column;
  std::string marker;   ///< `@#marker`, until it is resolved
  bool unknown = false; ///< `@unknown`: without a position
  // What and how often.
  bool isRegex = false;
  std::string text;
  unsigned min = 1, max = 1;
  std::optional<std::vector<Edit>> fixes; ///< not checked when absent, none when empty
};

struct Problem {
  Loc at;
  std::string message;
};

struct Expectations {
  std::vector<Directive> directives;
  std::vector<Problem> problems;
  bool nothing = false; ///< `expected-no-diagnostics` was seen
};

/// Adds what the buffer \p file expects.
void parseDirectives(const SourceManager &sources, FileId file, Expectations &out);

/// Turns `@#marker` into the place of the one `#marker` in the buffers.
void resolveMarkers(const SourceManager &sources, Expectations &out);

} // namespace schemac::verify
