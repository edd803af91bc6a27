//===- FitName.cpp - Names that a server keeps whole ----------------------===//
#include "schemac/IR/FitName.h"
#include <cstdint>
#include <fmt/core.h>

namespace schemac {

static constexpr size_t MaxBytes = 63;
static constexpr size_t HashBytes = 9; // underscore and eight hexadecimal digits

/// FNV-1a: the same on every machine, as plans must be.
static uint32_t stableHash(std::string_view text) {
  uint32_t hash = 2166136261u;
  for (unsigned char c : text)
    hash = (hash ^ c) * 16777619u;
  return hash;
}

std::string fitName(std::string text) {
  if (text.size() <= MaxBytes)
    return text;
  size_t keep = MaxBytes - HashBytes;
  while (keep && (static_cast<unsigned char>(text[keep]) & 0xC0) == 0x80)
    --keep; // not inside a UTF-8 character
  return fmt::format("{}_{:08x}", text.substr(0, keep), stableHash(text));
}

} // namespace schemac
