//===- Split.h - Statements of a script -------------------------*- C++ -*-===//
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace schemac::dump {

struct Piece {
  size_t begin, end; ///< without the delimiter
};

/// Comments that a server runs, /*!40101 SET … */, with blanks in place of what makes them
/// comments: places stay as they are.
std::string withConditional(std::string_view text);

/// The statements of \p text. \p mysql: with DELIMITER, backslashes in strings and comments with #;
/// else lines that begin with a dot are for a shell.
std::vector<Piece> split(std::string_view text, bool mysql);

} // namespace schemac::dump
