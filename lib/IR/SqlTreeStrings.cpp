//===- SqlTreeStrings.cpp - The values of string literals -----------------===//
#include "SqlTreeParser.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringRef.h"
#include <algorithm>

namespace schemac::sqltree {

static std::string utf8(uint32_t number) {
  if (number < 0x80)
    return {static_cast<char>(number)};
  std::string out;
  for (; number > 0x3f; number >>= 6)
    out.insert(out.begin(), static_cast<char>(0x80 | (number & 0x3f)));
  // The first byte says how many there are; it has room for fewer bits the more they are.
  constexpr uint32_t Leads[] = {0, 0xc0, 0xe0, 0xf0};
  size_t more = out.size();
  if (number >= (0x40u >> more)) {
    out.insert(out.begin(), static_cast<char>(0x80 | number));
    number = 0;
    more = out.size();
  }
  out.insert(out.begin(), static_cast<char>(Leads[std::min<size_t>(more, 3)] | number));
  return out;
}

/// U&'d\0061t\+000061': characters by their numbers, of four digits or six.
static std::string unicodeValue(std::string_view text) {
  std::string value;
  for (size_t i = text.find('\'') + 1; i + 1 < text.size(); ++i) {
    if (text[i] == '\\' && text[i + 1] != '\\') {
      bool six = text[i + 1] == '+';
      std::string_view digits = text.substr(i + 1 + six, six ? 6 : 4);
      uint32_t number = 0;
      if (llvm::StringRef(digits).getAsInteger(16, number))
        return std::string(text);
      value += utf8(number);
      i += six + digits.size();
      continue;
    }
    value += text[i];
    i += text[i] == '\'' || text[i] == '\\'; // a doubled one stands for one
  }
  return value;
}

/// X'1F': as a server writes it, by its bits.
static std::string hexBits(std::string_view text) {
  std::string value;
  for (size_t i = text.find('\'') + 1; i + 1 < text.size(); ++i)
    for (unsigned digit = llvm::hexDigitValue(text[i]), bit = 8; bit; bit /= 2)
      value += digit & bit ? '1' : '0';
  return value;
}

std::string stringValue(std::string_view text) {
  std::string value;
  if (text.starts_with('$')) {
    size_t tag = text.find('$', 1) + 1;
    return tag * 2 <= text.size() ? std::string(text.substr(tag, text.size() - 2 * tag)) : "";
  }
  if (text.starts_with('u') || text.starts_with('U'))
    return unicodeValue(text);
  if (text.starts_with('x') || text.starts_with('X'))
    return hexBits(text);
  bool escapes = text.starts_with('e') || text.starts_with('E');
  for (size_t i = text.find('\'') + 1; i + 1 < text.size(); ++i) {
    char c = text[i];
    if (c == '\'' || (escapes && c == '\\'))
      c = text[++i];
    if (escapes && text[i - 1] == '\\')
      c = c == 'n' ? '\n' : c == 't' ? '\t' : c == 'r' ? '\r' : c;
    value += c;
  }
  return value;
}

} // namespace schemac::sqltree
