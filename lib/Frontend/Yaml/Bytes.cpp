//===- Bytes.cpp - What bytes a YAML file may hold ------------------------===//
#include "TreeBuilder.h"
#include <fmt/core.h>

namespace schemac::yaml {

/// The length of the UTF-8 character at the beginning of \p text; 0 when it is none.
static size_t characterLength(std::string_view text) {
  auto byte = [&](size_t i) { return static_cast<unsigned char>(text[i]); };
  unsigned char first = byte(0);
  size_t length = first < 0x80 ? 1 : first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  if (length == 0 || first > 0xF4 || text.size() < length)
    return 0;
  for (size_t i = 1; i < length; ++i)
    if ((byte(i) & 0xC0) != 0x80)
      return 0;
  // Longer than needed, a surrogate, or beyond the last character.
  if ((first == 0xE0 && byte(1) < 0xA0) || (first == 0xED && byte(1) > 0x9F) ||
      (first == 0xF0 && byte(1) < 0x90) || (first == 0xF4 && byte(1) > 0x8F))
    return 0;
  return length;
}

void checkBytes(std::string_view text, Loc begin, std::vector<Error> &errors) {
  for (size_t i = 0; i < text.size();) {
    unsigned char c = static_cast<unsigned char>(text[i]);
    if (c >= 0x20 && c < 0x7F) {
      ++i;
      continue;
    }
    size_t length = characterLength(text.substr(i));
    bool control = c < 0x20 ? c != '\t' && c != '\n' && c != '\r' : c == 0x7F;
    if (length && !control) {
      i += length;
      continue;
    }
    Loc at = begin + uint32_t(i);
    errors.push_back({Error::Bytes,
                      {at, at + 1},
                      length ? fmt::format("a character that is no text: 0x{:02x}", unsigned(c))
                             : fmt::format("no UTF-8: the byte 0x{:02x}", unsigned(c))});
    return;
  }
}

} // namespace schemac::yaml
