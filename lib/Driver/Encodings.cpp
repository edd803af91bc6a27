//===- Encodings.cpp - Texts that are no UTF-8 ----------------------------===//
//
// Sources begin with words of their language, which are ASCII: without a mark of its order UTF-16
// is known by a zero byte in each of its first characters, always on the same side.
//
//===----------------------------------------------------------------------===//
#include "Encodings.h"
#include <algorithm>
#include <fmt/format.h>

namespace schemac {

/// Whether in each of the first characters the byte at \p zero is zero and the other is ASCII.
static bool beginsAsPairs(std::string_view text, size_t zero) {
  constexpr size_t Least = 4, Most = 8;
  size_t end = std::min(text.size() & ~size_t(1), Most);
  for (size_t i = 0; i < end; i += 2) {
    auto other = static_cast<unsigned char>(text[i + 1 - zero]);
    if (text[i + zero] != '\0' || other == 0 || other >= 0x80)
      return false;
  }
  return end >= Least;
}

static std::string_view encodingOf(std::string_view text) {
  using namespace std::string_view_literals;
  if (text.starts_with("\xFF\xFE\0\0"sv))
    return "UTF-32LE";
  if (text.starts_with("\0\0\xFE\xFF"sv))
    return "UTF-32BE";
  if (text.starts_with("\xFF\xFE"sv) || beginsAsPairs(text, 1))
    return "UTF-16LE";
  if (text.starts_with("\xFE\xFF"sv) || beginsAsPairs(text, 0))
    return "UTF-16BE";
  return {};
}

std::string otherEncoding(std::string_view text) {
  std::string_view name = encodingOf(text);
  return name.empty()
             ? std::string()
             : fmt::format("is {0}: save it as UTF-8, as 'iconv -f {0} -t UTF-8' writes it", name);
}

std::string notText(std::string_view name, std::string_view text) {
  // One that strayed into a text is told at its statement.
  constexpr ptrdiff_t Least = 4, OneOf = 100;
  ptrdiff_t zeros = name.ends_with(".sql") ? std::ranges::count(text, '\0') : 0;
  return zeros < Least || zeros * OneOf < std::ssize(text)
             ? std::string()
             : fmt::format("is no text: {} of its {} bytes are zero", zeros, text.size());
}

} // namespace schemac
