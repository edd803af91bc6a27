//===- Traffic.h - How much a table is in use -------------------*- C++ -*-===//
#pragma once

#include <cstdint>
#include <iterator>
#include <optional>
#include <string_view>

namespace schemac {

/// How much applications use a table. A person says so: counters tell what was, and not who minds
/// waiting (docs/rationale/traffic.md).
enum class Traffic : uint8_t { Normal, Hot, Cold };
/// In the order of the values.
inline constexpr std::string_view TrafficWords[] = {"normal", "hot", "cold"};

constexpr std::string_view trafficName(Traffic t) { return TrafficWords[size_t(t)]; }

constexpr std::optional<Traffic> trafficNamed(std::string_view word) {
  for (size_t i = 0; i < std::size(TrafficWords); ++i)
    if (TrafficWords[i] == word)
      return Traffic(i);
  return std::nullopt;
}

/// The one whose limits are shorter.
constexpr Traffic strictest(Traffic a, Traffic b) {
  constexpr int room[] = {1, 0, 2};
  return room[size_t(a)] <= room[size_t(b)] ? a : b;
}

} // namespace schemac
