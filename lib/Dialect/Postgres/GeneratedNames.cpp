//===- GeneratedNames.cpp - Names that a server makes ---------------------===//
#include "schemac/Dialect/Postgres/GeneratedNames.h"
#include <algorithm>

namespace schemac::postgres {

std::string objectName(std::string_view first, std::string_view second, std::string_view label) {
  return fitNames(first, second, label);
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
      free = std::string(wholeCharacters(part, MaxNameBytes - number.size())) + number;
    }
    out.push_back(free);
  }
  return out;
}

} // namespace schemac::postgres
