//===- Quote.cpp - Text as other languages quote it -----------------------===//
#include "schemac/Support/Quote.h"
#include <fmt/core.h>

namespace schemac {

std::string doubleQuoted(std::string_view utf8) {
  std::string out = "\"";
  for (char c : utf8) {
    if (c == '"' || c == '\\')
      out += {'\\', c};
    else if (c == '\n')
      out += "\\n";
    else if (c == '\r')
      out += "\\r";
    else if (c == '\t')
      out += "\\t";
    else if (static_cast<unsigned char>(c) < 0x20)
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    else
      out += c;
  }
  return out + "\"";
}

std::string xmlText(std::string_view utf8) {
  std::string out;
  for (char c : utf8)
    switch (c) {
    case '&':
      out += "&amp;";
      break;
    case '<':
      out += "&lt;";
      break;
    case '>':
      out += "&gt;";
      break;
    case '"':
      out += "&quot;";
      break;
    default:
      if (static_cast<unsigned char>(c) >= 0x20 || c == '\t' || c == '\n')
        out += c;
      else
        out += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
    }
  return out;
}

} // namespace schemac
