//===- Utf8.h - Characters of UTF-8 text ------------------------*- C++ -*-===//
#pragma once

#include <cstddef>
#include <string_view>

namespace schemac {

/// Bytes of the character that \p text begins with; 0 when it is empty or begins with none (longer
/// than needed, a surrogate, cut off).
size_t utf8Length(std::string_view text);

/// Whether a character begins with \p byte: false for the second and later ones of a character.
inline bool beginsCharacter(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; }

/// Whether all of \p text is in ASCII.
inline bool isAscii(std::string_view text) {
  unsigned char bits = 0; // with no way out of the loop, a vector is read at a time
  for (char c : text)
    bits |= static_cast<unsigned char>(c);
  return bits < 0x80;
}

/// Number of characters; what is no UTF-8 counts by the bytes that could begin one.
size_t countCharacters(std::string_view text);

} // namespace schemac
