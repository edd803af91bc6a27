//===- FunctionsTimes.cpp - Functions of points in time -------------------===//
//
// Points in time are texts as RFC 3339 has them. None of these knows what time it is.
//
//===----------------------------------------------------------------------===//
#include "Functions.h"
#include <chrono>
#include <cmath>
#include <fmt/format.h>

namespace schemac::hcl {
namespace {

/// A point in time as the clocks at some place show it.
struct ShownTime {
  int64_t seconds = 0; ///< of those clocks, since 1970
  int64_t nanoseconds = 0;
  int offset = 0; ///< minutes that they are ahead of UTC
};

constexpr std::string_view Months[] = {"January",   "February", "March",    "April",
                                       "May",       "June",     "July",     "August",
                                       "September", "October",  "November", "December"};
constexpr std::string_view Days[] = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                     "Thursday", "Friday", "Saturday"};
constexpr int64_t DaySeconds = 86400;

/// Takes digits off a text; all of a point in time has a fixed number of them.
class TimeReader {
public:
  explicit TimeReader(std::string_view text) : text(text) {}
  int digits(size_t count) {
    if (text.size() < count || text.substr(0, count).find_first_not_of("0123456789") != text.npos) {
      good = false;
      return 0;
    }
    int n = 0;
    for (char c : text.substr(0, count))
      n = n * 10 + (c - '0');
    text.remove_prefix(count);
    return n;
  }
  bool accept(char c) {
    bool is = text.starts_with(c);
    text.remove_prefix(is ? 1 : 0);
    return is;
  }
  void expect(char c) { good &= accept(c); }
  std::string_view text;
  bool good = true;
};

/// "T12:30:00.5": behind the day.
void readClock(TimeReader &in, ShownTime &out) {
  in.expect('T');
  int hour = in.digits(2);
  in.expect(':');
  int minute = in.digits(2);
  in.expect(':');
  int second = in.digits(2);
  in.good &= hour < 24 && minute < 60 && second < 60;
  out.seconds += hour * 3600 + minute * 60 + second;
  if (!in.accept('.'))
    return;
  size_t count = std::min(in.text.find_first_not_of("0123456789"), in.text.size());
  in.good &= count > 0;
  int64_t unit = 100'000'000;
  for (char c : in.text.substr(0, count)) {
    out.nanoseconds += (c - '0') * unit;
    unit /= 10;
  }
  in.text.remove_prefix(count);
}

std::optional<ShownTime> readTime(std::string_view text) {
  TimeReader in(text);
  ShownTime out;
  int year = in.digits(4);
  in.expect('-');
  int month = in.digits(2);
  in.expect('-');
  int day = in.digits(2);
  std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(unsigned(month)),
                                   std::chrono::day(unsigned(day))};
  if (!in.good || !date.ok())
    return std::nullopt;
  out.seconds = std::chrono::sys_days(date).time_since_epoch().count() * DaySeconds;
  readClock(in, out);
  if (!in.accept('Z')) {
    bool behind = in.accept('-');
    if (!behind)
      in.expect('+');
    int hours = in.digits(2);
    in.expect(':');
    int minutes = in.digits(2);
    in.good &= hours < 24 && minutes < 60;
    out.offset = (behind ? -1 : 1) * (hours * 60 + minutes);
  }
  return in.good && in.text.empty() ? std::optional(out) : std::nullopt;
}

/// The fields of a calendar and a clock.
struct TimeFields {
  explicit TimeFields(const ShownTime &t)
      : days(std::chrono::floor<std::chrono::days>(
            std::chrono::sys_seconds(std::chrono::seconds(t.seconds)))),
        date(days), clock(int(t.seconds - days.time_since_epoch().count() * DaySeconds)),
        offset(t.offset) {}
  int year() const { return int(date.year()); }
  unsigned month() const { return unsigned(date.month()); }
  unsigned day() const { return unsigned(date.day()); }
  unsigned weekday() const { return std::chrono::weekday(days).c_encoding(); }
  int hour() const { return clock / 3600; }
  int halfDayHour() const { return hour() % 12 ? hour() % 12 : 12; }
  int minute() const { return clock / 60 % 60; }
  int second() const { return clock % 60; }
  std::string zone(bool colon) const {
    int m = std::abs(offset);
    return fmt::format("{}{:02}{}{:02}", offset < 0 ? '-' : '+', m / 60, colon ? ":" : "", m % 60);
  }

  std::chrono::sys_days days;
  std::chrono::year_month_day date;
  int clock, offset;
};

std::string rfc3339(const ShownTime &t) {
  TimeFields f(t);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{}", f.year(), f.month(), f.day(),
                     f.hour(), f.minute(), f.second(), t.offset ? f.zone(true) : "Z");
}

/// What a run of one letter stands for; nothing when it stands for nothing.
std::optional<std::string> formattedField(const TimeFields &f, char letter, size_t count) {
  auto number = [&](int n) -> std::optional<std::string> {
    return count == 1   ? std::optional(std::to_string(n))
           : count == 2 ? std::optional(fmt::format("{:02}", n))
                        : std::nullopt;
  };
  auto named = [&](std::string_view name) {
    return std::string(count == 3 ? name.substr(0, 3) : name);
  };
  switch (letter) {
  case 'Y':
    return count == 4   ? std::optional(fmt::format("{:04}", f.year()))
           : count == 2 ? std::optional(fmt::format("{:02}", f.year() % 100))
                        : std::nullopt;
  case 'M':
    return count == 3 || count == 4 ? named(Months[f.month() - 1]) : number(int(f.month()));
  case 'D':
    return number(int(f.day()));
  case 'E':
    return count == 3 || count == 4 ? std::optional(named(Days[f.weekday()])) : std::nullopt;
  case 'h':
    return number(f.hour());
  case 'H':
    return number(f.halfDayHour());
  case 'A':
  case 'a': {
    std::string half = f.hour() < 12 ? "AM" : "PM";
    for (char &c : half)
      c = letter == 'a' ? char(tolower(c)) : c;
    return count == 2 ? std::optional(half) : std::nullopt;
  }
  case 'm':
    return number(f.minute());
  case 's':
    return number(f.second());
  case 'Z':
    if (count == 1 && !f.offset)
      return "Z";
    if (count == 3 && !f.offset)
      return "UTC";
    return count <= 5 && count != 2 ? std::optional(f.zone(count == 1 || count == 5))
                                    : std::nullopt;
  default:
    return std::nullopt;
  }
}

Outcome notATime(const std::string &text) {
  return Outcome::failure(
      fmt::format("'{}' is no point in time such as 2006-01-02T15:04:05Z", text));
}

/// A text in single quotes, with the quotes: what is in it, two of which stand for one.
std::optional<std::string> quotedPart(std::string_view spec, size_t &at) {
  std::string out;
  for (++at; at < spec.size(); ++at) {
    if (spec[at] != '\'') {
      out += spec[at];
      continue;
    }
    ++at;
    if (at >= spec.size() || spec[at] != '\'')
      return out;
    out += '\'';
  }
  return std::nullopt;
}

Outcome formatdate(Arguments a) {
  std::string_view spec = a[0].asString();
  auto time = readTime(a[1].asString());
  if (!time)
    return notATime(a[1].asString());
  TimeFields fields(*time);
  std::string out;
  for (size_t at = 0; at < spec.size();) {
    char c = spec[at];
    if (c == '\'') {
      auto part = quotedPart(spec, at);
      if (!part)
        return Outcome::failure("a quote in the format is not closed");
      out += *part;
      continue;
    }
    bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    size_t count = letter ? std::min(spec.find_first_not_of(c, at), spec.size()) - at : 1;
    auto field = letter ? formattedField(fields, c, count) : std::string(1, c);
    if (!field)
      return Outcome::failure(
          fmt::format("'{}' stands for nothing of a point in time; a text that stands for itself "
                      "is in single quotes",
                      spec.substr(at, count)));
    out += *field;
    at += count;
  }
  return Value::string(std::move(out));
}

/// "1h30m", "-1.5s", in nanoseconds.
std::optional<int64_t> readDuration(std::string_view s) {
  static constexpr std::pair<std::string_view, double> Units[] = {
      {"ns", 1},   {"us", 1e3}, {"µs", 1e3}, {"μs", 1e3},
      {"ms", 1e6}, {"s", 1e9},  {"m", 6e10}, {"h", 3.6e12}};
  bool behind = s.starts_with('-');
  if (behind || s.starts_with('+'))
    s.remove_prefix(1);
  if (s == "0")
    return 0;
  double total = 0;
  bool any = false;
  while (!s.empty()) {
    size_t count = std::min(s.find_first_not_of("0123456789."), s.size());
    std::string_view number = s.substr(0, count);
    if (number.find_first_of("0123456789") == number.npos || std::ranges::count(number, '.') > 1 ||
        number.size() > 20)
      return std::nullopt;
    s.remove_prefix(count);
    std::string_view unit = s.substr(0, std::min(s.find_first_of("0123456789."), s.size()));
    auto known = std::ranges::find(Units, unit, &std::pair<std::string_view, double>::first);
    if (known == std::end(Units))
      return std::nullopt;
    total += std::stod(std::string(number)) * known->second;
    s.remove_prefix(unit.size());
    any = true;
  }
  constexpr double most = 9.2e18; // about 292 years
  if (!any || total > most)
    return std::nullopt;
  return int64_t(behind ? -total : total);
}

Outcome timeadd(Arguments a) {
  auto time = readTime(a[0].asString());
  if (!time)
    return notATime(a[0].asString());
  auto by = readDuration(a[1].asString());
  if (!by)
    return Outcome::failure(
        fmt::format("'{}' is no duration such as 1h30m or -10s", a[1].asString()));
  constexpr int64_t billion = 1'000'000'000;
  int64_t nanoseconds = time->nanoseconds + *by % billion;
  time->seconds += *by / billion;
  time->seconds += nanoseconds < 0 ? -1 : nanoseconds / billion;
  int year = TimeFields(*time).year();
  if (year < 0 || year > 9999)
    return Outcome::failure(fmt::format("the year {} has not four digits", year));
  return Value::string(rfc3339(*time));
}

constexpr Function TimeTable[] = {{"formatdate", 2, 2, "s", formatdate},
                                  {"timeadd", 2, 2, "s", timeadd}};

} // namespace

std::span<const Function> timeFunctions() { return TimeTable; }

} // namespace schemac::hcl
