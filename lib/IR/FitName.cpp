//===- FitName.cpp - Names that a server keeps whole ----------------------===//
#include "schemac/IR/FitName.h"
#include <algorithm>
#include <cstdint>
#include <fmt/core.h>

namespace schemac {

static constexpr size_t HashBytes = 9; // underscore and eight hexadecimal digits

/// FNV-1a: the same on every machine, as plans must be.
static uint32_t stableHash(std::string_view text) {
  uint32_t hash = 2166136261u;
  for (unsigned char c : text)
    hash = (hash ^ c) * 16777619u;
  return hash;
}

std::string_view wholeCharacters(std::string_view text, size_t bytes) {
  size_t keep = std::min(text.size(), bytes);
  while (keep && keep < text.size() && (static_cast<unsigned char>(text[keep]) & 0xC0) == 0x80)
    --keep;
  return text.substr(0, keep);
}

std::string fitNames(std::string_view first, std::string_view second, std::string_view label,
                     bool *cut) {
  size_t fixed = (label.empty() ? 0 : label.size() + 1) + (second.empty() ? 0 : 1);
  size_t a = first.size(), b = second.size();
  while (a + b + fixed > MaxNameBytes)
    a > b ? --a : --b;
  if (cut)
    *cut = a < first.size() || b < second.size();
  std::string out(wholeCharacters(first, a));
  if (!second.empty())
    out.append("_").append(wholeCharacters(second, b));
  return label.empty() ? out : out.append("_").append(label);
}

std::string fitName(std::string text, std::string_view suffix) {
  if (text.size() + suffix.size() <= MaxNameBytes)
    return text.append(suffix);
  std::string_view kept = wholeCharacters(text, MaxNameBytes - HashBytes - suffix.size());
  return fmt::format("{}_{:08x}{}", kept, stableHash(text + std::string(suffix)), suffix);
}

} // namespace schemac
