//===- Traits.cpp - What states and steps take for granted ----------------===//
#include "schemac/IR/Traits.h"
#include <charconv>

namespace schemac {

static constexpr DialectTraits Rows[] = {
#define TRAITS(DIALECT, NAMESPACE, INDEXES, KEYS, POSTGRES, SEQUENCES, FKS, TYPES, RULES)          \
  {DIALECT, NAMESPACE, INDEXES, KEYS, POSTGRES, SEQUENCES, FKS, KeyTypes::TYPES, SqlRules::RULES},
#include "schemac/IR/Traits.def"
};

const DialectTraits &traitsOf(Name dialect) {
  std::string_view name = dialect.str();
  for (const DialectTraits &t : Rows)
    if (t.dialect == name)
      return t;
  return Rows[0];
}

std::string versionText(int version) {
  if (version < Minors)
    return std::to_string(version);
  return std::to_string(version / Minors) + "." + std::to_string(version % Minors);
}

/// A number of digits only, less than Minors; -1: none.
static int number(std::string_view text) {
  int value = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  bool whole = error == std::errc() && end == text.data() + text.size();
  return whole && value >= 0 && value < Minors ? value : -1;
}

int parseVersion(std::string_view text) {
  size_t dot = text.find('.');
  int major = number(text.substr(0, dot));
  if (major <= 0 || dot == text.npos)
    return std::max(major, 0);
  int minor = number(text.substr(dot + 1));
  return minor < 0 ? 0 : major * Minors + minor;
}

} // namespace schemac
