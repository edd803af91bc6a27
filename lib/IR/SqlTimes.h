//===- SqlTimes.h - Times and intervals as they are written -----*- C++ -*-===//
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace schemac::sqltree {

/// Takes the zone off the end of a time of day: minutes east of UTC, 0 when it says none.
int takeZone(std::string &time);

/// Date and time with blanks and zeros made uniform; empty when it is none. \p zoned: as UTC, else
/// a zone says nothing.
std::string plainTime(std::string text, bool zoned);

struct Interval {
  double months = 0, days = 0, seconds = 0;
  bool operator==(const Interval &) const = default;
};

/// "1 day", "2 hours 30 minutes", "02:30:00", "1 mon -2 days".
std::optional<Interval> readInterval(std::string_view text);

} // namespace schemac::sqltree
