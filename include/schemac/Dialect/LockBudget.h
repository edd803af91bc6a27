//===- LockBudget.h - How long traffic may wait -----------------*- C++ -*-===//
//
// The limit that a plan keeps: lock mode x duration x size and traffic of the table. What is
// written as one plain statement, and what is refused, both follow from it.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/Dialect/Locks.h"
#include "schemac/IR/Traffic.h"
#include <algorithm>
#include <array>
#include <optional>

namespace schemac {

/// A row of TrafficClasses.def.
struct TrafficClass {
  static constexpr int64_t Any = -1;
  double lockMs;
  int64_t smallRows, smallBytes;
  int64_t lockTimeoutMs;
};

/// The limits of a class where nobody set others.
constexpr TrafficClass defaultsOf(Traffic traffic) {
  constexpr int64_t Any = TrafficClass::Any;
  switch (traffic) {
#define TRAFFIC(NAME, MS, ROWS, BYTES, WAIT)                                                       \
  case Traffic::NAME:                                                                              \
    return {MS, ROWS, BYTES, WAIT};
#include "schemac/Dialect/TrafficClasses.def"
  }
  return {};
}

/// Limits that are set for normal tables hold for others, too, where they are stricter than the
/// defaults for hot tables, or laxer than those for cold ones: hot is never laxer than normal, and
/// cold never stricter, unless somebody says so.
class LockBudget {
public:
  /// A table is small when it has at most so many rows and bytes, by statistics. Only a small table
  /// may be read or written as a whole while others wait. A table of unknown size is large.
  bool isSmall(Traffic traffic, int64_t rows, int64_t bytes) const {
    return rows == 0 ||
           (rows > 0 && isWithin(rows, limit(smallRows, traffic, &TrafficClass::smallRows)) &&
            isWithin(bytes, limit(smallBytes, traffic, &TrafficClass::smallBytes)));
  }
  /// TrafficClass::Any: whatever the number.
  void setSmallRows(Traffic traffic, int64_t rows) { smallRows[size_t(traffic)] = rows; }
  void setSmallBytes(Traffic traffic, int64_t bytes) { smallBytes[size_t(traffic)] = bytes; }

  /// The longest time that a lock of this mode may be held on a table of this class. None: any
  /// time, as for modes that make nobody wait.
  std::optional<double> limitMs(Traffic traffic, LockMode mode) const {
    if (blocks(mode) == Blocks::Nothing)
      return std::nullopt;
    double ms = limit(times[size_t(mode)], traffic, &TrafficClass::lockMs);
    return ms < 0 ? std::nullopt : std::optional(ms);
  }
  void setLimit(Traffic traffic, LockMode mode, std::optional<double> ms) {
    times[size_t(mode)][size_t(traffic)] = ms.value_or(TrafficClass::Any);
  }
  /// Whether a lock of this mode may be held for \p ms.
  bool allows(Traffic traffic, LockMode mode, double ms) const {
    std::optional<double> most = limitMs(traffic, mode);
    return !most || ms <= *most;
  }

private:
  template <class T> using ByClass = std::array<std::optional<T>, std::size(TrafficWords)>;

  static bool isWithin(int64_t amount, int64_t most) {
    return most == TrafficClass::Any || amount <= most;
  }

  /// What is set for the class, or its default, kept in order with what is set for normal tables.
  template <class T, class Member>
  static T limit(const ByClass<T> &set, Traffic traffic, Member member) {
    T own = T(defaultsOf(traffic).*member);
    const std::optional<T> &normal = set[size_t(Traffic::Normal)];
    if (const std::optional<T> &said = set[size_t(traffic)])
      return *said;
    if (!normal)
      return own;
    constexpr T any = T(TrafficClass::Any);
    if (traffic == Traffic::Hot)
      return *normal == any ? own : own == any ? *normal : std::min(own, *normal);
    return *normal == any || own == any ? any : std::max(own, *normal);
  }

  ByClass<int64_t> smallRows, smallBytes;
  std::array<ByClass<double>, size_t(LockMode::AccessExclusive) + 1> times;
};

} // namespace schemac
