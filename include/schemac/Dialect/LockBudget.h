//===- LockBudget.h - How long traffic may wait -----------------*- C++ -*-===//
//
// The limit that a plan keeps: lock mode x duration x size of the table. What is written as one
// plain statement, and what is refused, both follow from it.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/Dialect/Locks.h"
#include <array>
#include <optional>

namespace schemac {

class LockBudget {
public:
  /// A table is small when it has at most this many rows and bytes, by statistics. Only a small
  /// table may be read or written as a whole while others wait.
  int64_t smallRows = 50'000;
  int64_t smallBytes = 16 << 20;

  /// The longest time that a lock of this mode may be held. None: any time, as for modes that make
  /// nobody wait.
  std::optional<double> limitMs(LockMode mode) const { return limits[size_t(mode)]; }
  void setLimit(LockMode mode, std::optional<double> ms) { limits[size_t(mode)] = ms; }
  /// Whether a lock of this mode may be held for \p ms.
  bool allows(LockMode mode, double ms) const { return !limitMs(mode) || ms <= *limitMs(mode); }

  /// A table of unknown size is large.
  bool isSmall(int64_t rows, int64_t bytes) const {
    return rows == 0 || (rows > 0 && rows <= smallRows && bytes <= smallBytes);
  }

private:
  static constexpr std::optional<double> Second = 1000.0;
  std::array<std::optional<double>, size_t(LockMode::AccessExclusive) + 1> limits = {
      {{}, {}, {}, {}, {}, Second, Second, Second, Second}};
};

} // namespace schemac
