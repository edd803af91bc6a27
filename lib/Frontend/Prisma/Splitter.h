//===- Splitter.h - A file to its top-level pieces --------------*- C++ -*-===//
//
// Finds where blocks begin and end by their lines alone: a block begins at a keyword and ends at
// the first '}' that begins a line. So a block can be looked up by its text before anything of it
// is tokenized, and a mistake in one block never spills into the next.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/Frontend/Prisma/Ast.h"
#include <optional>

namespace schemac::prisma {

struct Piece {
  enum Kind : uint8_t {
    Block,        ///< begins with a keyword; what is wrong with its header the parser says
    UnknownBlock, ///< something with braces that begins with no keyword
    Comment,      ///< belongs to no block
    StrayClose,   ///< a '}' that closes nothing
    Junk          ///< a line that begins nothing
  };
  Kind kind;
  std::string_view text;    ///< leading comments and declaration
  std::string_view comment; ///< Block: the comment lines right above; may be empty
  std::string_view decl;    ///< without comments
  /// Prisma reads `modelUser {` as `model User {`: the length of such a keyword, else 0.
  unsigned gluedKeyword = 0;
  bool closed = true;      ///< Block: its '}' was found
  bool cutByBlock = false; ///< Block: not closed, and another one begins behind it
};

class Splitter {
public:
  explicit Splitter(std::string_view text);
  std::optional<Piece> next();

private:
  Piece declaration(const char *begin);
  bool beginsBlock(const char *line) const;
  void findEnd(const char *header, Piece &piece);
  const char *skipLine(const char *p) const;
  const char *lineEnd(const char *p) const;
  const char *commentEnd(const char *p) const;
  std::optional<Piece> takeComment();

  const char *p, *end;
  const char *commentBegin = nullptr, *commentStop = nullptr;
  bool blockComments, carriageReturns;
  bool lineHasBlock = false; ///< a block ended on the current line
};

std::optional<BlockKind> keywordKind(std::string_view word);
/// Length of the keyword that \p word begins with, when a name follows it without a blank; 0 when
/// none does.
unsigned gluedKeyword(std::string_view word);

} // namespace schemac::prisma
