//===- SqlQuotes.h - Names, quotes and comments of SQL ----------*- C++ -*-===//
#pragma once

#include <string_view>

namespace schemac::sqltext {

inline bool isDigit(char c) { return c >= '0' && c <= '9'; }
inline bool startsName(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c & 0x80);
}
inline bool continuesName(char c) { return startsName(c) || isDigit(c) || c == '$'; }

/// The end of what begins with the quote at \p from, in which a doubled quote does not end it; npos
/// when nothing does.
size_t quotedEnd(std::string_view sql, size_t from, bool backslashes);

/// The end of the comment that begins with the "/*" at \p from, with those in it where they nest;
/// npos when nothing closes it.
size_t commentEnd(std::string_view sql, size_t from, bool nests = true);

/// The end of the tag with which a dollar quote begins at \p at; 0 when there is none.
size_t dollarTagEnd(std::string_view sql, size_t at);

} // namespace schemac::sqltext
