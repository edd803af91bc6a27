//===- Display.h - Source text as a terminal shows it -----------*- C++ -*-===//
//
// Input is bytes: tabs, wide characters, escape sequences, text that is not UTF-8 at all, lines of
// a megabyte. What is printed is made of characters of known width, so that marks stand under what
// they mark and a hostile file cannot speak to the terminal.
//
//===----------------------------------------------------------------------===//
#pragma once

#include <string>
#include <string_view>

namespace schemac {

/// \p text with everything that is not printable written out, as <U+001B> or, for bytes that are
/// not UTF-8, <FF>. A newline stays one when \p indent is given, and is followed by it.
std::string printable(std::string_view text, std::string_view indent = {});

/// How many columns printable text takes.
unsigned columnsOf(std::string_view printableText);

/// A source line and the marks under it, both cut to the same window when the line is long.
struct QuotedLine {
  std::string text, marks;
};

/// Quotes \p line with bytes [from, to) marked: \p head under the first column, \p tail under the
/// others. An empty range marks one column.
QuotedLine quoteLine(std::string_view line, size_t from, size_t to, char head, char tail,
                     unsigned width);

} // namespace schemac
