//===- Split.h - A text as statements ---------------------------*- C++ -*-===//
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace schemac::sql {

struct Piece {
  enum Kind : uint8_t {
    Statement,
    Meta,       ///< a command of psql, to the end of its line
    CopyData,   ///< the lines after COPY ... FROM stdin, with the closing one
    Unfinished, ///< such lines that nothing closes
  };
  Kind kind;
  uint32_t begin, end; ///< without blanks and comments around, and without the semicolon
};

/// Divides \p text as psql does: quotes, dollar quotes, nested comments, parentheses and the bodies
/// of SQL-standard functions may hold semicolons.
std::vector<Piece> split(std::string_view text);

} // namespace schemac::sql
