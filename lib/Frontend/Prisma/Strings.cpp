//===- Strings.cpp - String literals --------------------------------------===//
#include "Strings.h"
#include <charconv>
#include <cstdint>
#include <optional>

namespace schemac::prisma {
namespace {

void appendUtf8(uint32_t c, std::string &out) {
  if (c < 0x80) {
    out += char(c);
  } else if (c < 0x800) {
    out += char(0xC0 | c >> 6);
    out += char(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    out += char(0xE0 | c >> 12);
    out += char(0x80 | (c >> 6 & 0x3F));
    out += char(0x80 | (c & 0x3F));
  } else {
    out += char(0xF0 | c >> 18);
    out += char(0x80 | (c >> 12 & 0x3F));
    out += char(0x80 | (c >> 6 & 0x3F));
    out += char(0x80 | (c & 0x3F));
  }
}

/// The number in `\uXXXX` at the start of \p s.
std::optional<uint32_t> codeUnit(std::string_view s) {
  if (s.size() < 6 || !s.starts_with("\\u"))
    return std::nullopt;
  uint32_t value = 0;
  auto [stop, error] = std::from_chars(s.data() + 2, s.data() + 6, value, 16);
  if (error != std::errc() || stop != s.data() + 6)
    return std::nullopt;
  return value;
}

bool isSurrogate(uint32_t c) { return c >= 0xD800 && c < 0xE000; }

/// Decodes `\u…`, or a pair of them, at the start of \p s; returns its length, negative when it is
/// not valid.
int decodeUnicode(std::string_view s, std::string &out) {
  auto first = codeUnit(s);
  if (!first)
    return -int(std::min<size_t>(s.size(), 2));
  if (!isSurrogate(*first)) {
    appendUtf8(*first, out);
    return 6;
  }
  auto second = codeUnit(s.substr(6));
  if (*first >= 0xDC00 || !second || *second < 0xDC00 || *second >= 0xE000)
    return second ? -12 : -6;
  appendUtf8(0x10000 + ((*first - 0xD800) << 10) + (*second - 0xDC00), out);
  return 12;
}

constexpr std::string_view escapes = "\"\\/bfnrt", meanings = "\"\\/\b\f\n\r\t";

} // namespace

std::string decodeString(std::string_view inner,
                         const std::function<void(std::string_view)> &invalid) {
  std::string out;
  out.reserve(inner.size());
  for (size_t i = 0; i < inner.size();) {
    if (inner[i] != '\\') {
      out += inner[i++];
      continue;
    }
    std::string_view rest = inner.substr(i);
    size_t simple = rest.size() > 1 ? escapes.find(rest[1]) : escapes.npos;
    int length = 2;
    if (simple != escapes.npos)
      out += meanings[simple];
    else
      length = rest.size() > 1 && rest[1] == 'u' ? decodeUnicode(rest, out) : -2;
    if (length < 0) {
      length = -length;
      // Not a part of a character.
      while (size_t(length) < rest.size() && (uint8_t(rest[size_t(length)]) & 0xC0) == 0x80)
        ++length;
      invalid(rest.substr(0, size_t(length)));
    }
    i += size_t(length);
  }
  return out;
}

} // namespace schemac::prisma
