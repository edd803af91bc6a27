//===- Amounts.cpp - Numbers rounded as a person would --------------------===//
#include "schemac/Support/Amounts.h"
#include <charconv>
#include <cmath>
#include <fmt/format.h>

namespace schemac {

namespace {

std::string grouped(int64_t n) {
  std::string digits = std::to_string(n);
  for (int at = static_cast<int>(digits.size()) - 3; at > 0; at -= 3)
    digits.insert(static_cast<size_t>(at), ",");
  return digits;
}

/// \p n with two digits that mean something: 118,734 is 120,000.
int64_t twoDigits(int64_t n) {
  int64_t unit = 1;
  while (n / unit >= 100)
    unit *= 10;
  return (n + unit / 2) / unit * unit;
}

/// One decimal below ten, none above, and none that is zero.
std::string scaled(double value) {
  if (value >= 9.95)
    return fmt::format("{:.0f}", value);
  std::string out = fmt::format("{:.1f}", value);
  return out.ends_with(".0") ? out.substr(0, out.size() - 2) : out;
}

} // namespace

std::string roundCount(int64_t n) {
  if (n < 10'000)
    return grouped(n);
  if (n < 1'000'000 && twoDigits(n) < 1'000'000)
    return grouped(twoDigits(n));
  if (n < 1'000'000'000)
    return scaled(static_cast<double>(n) / 1e6) + " M";
  return scaled(static_cast<double>(n) / 1e9) + " G";
}

std::string roundDuration(double ms) {
  if (ms < 10)
    return "< 10 ms";
  if (ms < 950)
    return fmt::format("~{} ms", ms < 95 ? std::lround(ms / 10) * 10 : std::lround(ms / 100) * 100);
  double seconds = ms / 1000;
  if (seconds < 90)
    return fmt::format("~{:.0f} s", seconds < 1 ? 1.0 : seconds);
  double minutes = seconds / 60;
  if (minutes < 90)
    return fmt::format("~{:.0f} min", minutes);
  return fmt::format("~{} h", scaled(minutes / 60));
}

namespace {
struct Unit {
  std::string_view name;
  double ms;
};
constexpr Unit units[] = {{"h", 3'600'000}, {"min", 60'000}, {"s", 1'000}, {"ms", 1}};
} // namespace

std::string exactDuration(double ms) {
  for (const Unit &unit : units)
    if (ms >= unit.ms && std::fmod(ms, unit.ms) == 0)
      return fmt::format("{:.0f} {}", ms / unit.ms, unit.name);
  return fmt::format("{} ms", ms);
}

std::optional<double> parseDuration(std::string_view text) {
  uint32_t number = 0;
  auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failed != std::errc())
    return std::nullopt;
  std::string_view name(end, static_cast<size_t>(text.data() + text.size() - end));
  for (const Unit &unit : units)
    if (unit.name == name)
      return number * unit.ms;
  return std::nullopt;
}

} // namespace schemac
