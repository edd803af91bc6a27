//===- Bytes.cpp - What bytes a YAML file may hold ------------------------===//
#include "TreeBuilder.h"
#include "schemac/Support/Utf8.h"
#include <fmt/core.h>

namespace schemac::yaml {

void checkBytes(std::string_view text, Loc begin, std::vector<Error> &errors) {
  for (size_t i = 0; i < text.size();) {
    unsigned char c = static_cast<unsigned char>(text[i]);
    if (c >= 0x20 && c < 0x7F) {
      ++i;
      continue;
    }
    size_t length = utf8Length(text.substr(i));
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
