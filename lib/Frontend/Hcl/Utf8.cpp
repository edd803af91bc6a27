//===- Utf8.cpp - Characters of UTF-8 text --------------------------------===//
#include "Utf8.h"
#include "schemac/Support/Utf8.h"

namespace schemac::hcl {

size_t findInvalidUtf8(std::string_view text) {
  if (isAscii(text))
    return text.npos;
  for (size_t i = 0; i < text.size();) {
    if (uint8_t(text[i]) < 0x80) {
      ++i;
      continue;
    }
    size_t n = utf8Length(text.substr(i));
    if (n == 0)
      return i;
    i += n;
  }
  return text.npos;
}

size_t characterLength(std::string_view text) {
  size_t n = utf8Length(text);
  return n ? n : 1;
}

uint32_t codePoint(std::string_view text) {
  size_t n = utf8Length(text);
  if (n == 0)
    return 0xFFFD;
  uint32_t first = uint8_t(text[0]);
  uint32_t point = n == 1 ? first : first & (0xFFu >> (n + 1));
  for (size_t i = 1; i < n; ++i)
    point = point << 6 | (uint8_t(text[i]) & 0x3Fu);
  return point;
}

bool appendUtf8(std::string &out, uint32_t p) {
  if (p > 0x10FFFF || (p >= 0xD800 && p < 0xE000))
    return false;
  if (p < 0x80) {
    out += char(p);
  } else if (p < 0x800) {
    out += {char(0xC0 | p >> 6), char(0x80 | (p & 0x3F))};
  } else if (p < 0x10000) {
    out += {char(0xE0 | p >> 12), char(0x80 | (p >> 6 & 0x3F)), char(0x80 | (p & 0x3F))};
  } else {
    out += {char(0xF0 | p >> 18), char(0x80 | (p >> 12 & 0x3F)), char(0x80 | (p >> 6 & 0x3F)),
            char(0x80 | (p & 0x3F))};
  }
  return true;
}

static bool isSpace(uint32_t p) {
  return p == ' ' || (p >= '\t' && p <= '\r') || p == 0x85 || p == 0xA0 || p == 0x1680 ||
         (p >= 0x2000 && p <= 0x200A) || p == 0x2028 || p == 0x2029 || p == 0x202F || p == 0x205F ||
         p == 0x3000;
}

size_t spacePrefix(std::string_view text) {
  size_t i = 0;
  while (i < text.size() && isSpace(codePoint(text.substr(i))))
    i += characterLength(text.substr(i));
  return i;
}

} // namespace schemac::hcl
