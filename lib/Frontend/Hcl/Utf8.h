//===- Utf8.h - Characters of UTF-8 text ------------------------*- C++ -*-===//
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace schemac::hcl {

/// Offset of the first byte that is not valid UTF-8; npos when all is.
size_t findInvalidUtf8(std::string_view text);
/// Bytes of the character at the beginning of \p text, which is not empty; 1 when it is invalid.
size_t characterLength(std::string_view text);
/// The code point of the character at the beginning; U+FFFD when it is invalid.
uint32_t codePoint(std::string_view text);
/// False, and nothing appended, when \p point is none of Unicode's characters.
bool appendUtf8(std::string &out, uint32_t point);
/// Bytes of the white space that \p text begins with: spaces of Unicode, tabs, line ends.
size_t spacePrefix(std::string_view text);

} // namespace schemac::hcl
