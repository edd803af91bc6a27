//===- GeneratedNames.cpp - Names that a server makes ---------------------===//
#include "schemac/Dialect/Postgres/GeneratedNames.h"
#include <algorithm>

namespace schemac::postgres {

size_t clip(std::string_view text, size_t limit) {
  size_t n = std::min(text.size(), limit);
  while (n && n < text.size() && (text[n] & 0xC0) == 0x80)
    --n;
  return n;
}

std::string objectName(std::string_view first, std::string_view second, std::string_view label) {
  size_t overhead = (label.empty() ? 0 : label.size() + 1) + (second.empty() ? 0 : 1);
  size_t available = MaxNameBytes - overhead, a = first.size(), b = second.size();
  while (a + b > available) // the longer part gives first, the second when they are even
    a > b ? --a : --b;
  std::string out(first.substr(0, clip(first, a)));
  if (!second.empty())
    out += "_" + std::string(second.substr(0, clip(second, b)));
  return label.empty() ? out : out + "_" + std::string(label);
}

std::string joinedNames(const std::vector<std::string> &parts) {
  std::string out;
  for (const std::string &part : parts) {
    if (!out.empty())
      out += '_';
    out += part;
    if (out.size() > MaxNameBytes)
      break;
  }
  return out;
}

std::vector<std::string> distinctNames(const std::vector<std::string> &parts) {
  std::vector<std::string> out;
  for (const std::string &part : parts) {
    std::string free = part;
    for (unsigned i = 1; std::ranges::find(out, free) != out.end(); ++i) {
      std::string number = std::to_string(i);
      free = part.substr(0, clip(part, MaxNameBytes - number.size())) + number;
    }
    out.push_back(free);
  }
  return out;
}

} // namespace schemac::postgres
