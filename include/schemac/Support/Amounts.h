//===- Amounts.h - Numbers rounded as a person would ------------*- C++ -*-===//
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace schemac {

/// 812, 5,000, 120,000, 9.8 M
std::string roundCount(int64_t n);
/// "< 10 ms", "~40 ms", "~3 s", "~14 min", "~2 h"
std::string roundDuration(double milliseconds);
/// "500 ms", "1 s", "2 min", exactly.
std::string exactDuration(double milliseconds);

/// Milliseconds of "500ms", "1s", "2min" or "1h"; nothing when it is none of them.
std::optional<double> parseDuration(std::string_view text);

} // namespace schemac
