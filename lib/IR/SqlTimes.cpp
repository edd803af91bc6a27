//===- SqlTimes.cpp - Times and intervals as they are written -------------===//
#include "SqlTimes.h"
#include "llvm/ADT/StringRef.h"
#include <algorithm>
#include <charconv>
#include <chrono>
#include <fmt/format.h>

namespace schemac::sqltree {

int takeZone(std::string &time) {
  for (std::string_view zone : {"utc", "z"})
    if (time.ends_with(zone)) {
      time.resize(time.size() - zone.size());
      return 0;
    }
  size_t sign = time.find_first_of("+-");
  if (sign == time.npos)
    return 0;
  std::string digits = time.substr(sign + 1);
  std::erase(digits, ':');
  unsigned number = 0;
  if (llvm::StringRef(digits).getAsInteger(10, number))
    return 0;
  int minutes = int(digits.size() <= 2 ? number * 60 : number / 100 * 60 + number % 100);
  minutes = time[sign] == '-' ? -minutes : minutes;
  time.resize(sign);
  return minutes;
}

/// \p date ("2024-02-29") and \p time ("13:14:15.678"), \p minutes earlier.
static std::string earlier(const std::string &date, const std::string &time, int minutes) {
  unsigned year = 0, month = 0, day = 0, hour = 0, minute = 0;
  llvm::StringRef d(date), t(time);
  if (d.substr(0, 4).getAsInteger(10, year) || d.substr(5, 2).getAsInteger(10, month) ||
      d.substr(8, 2).getAsInteger(10, day) || t.substr(0, 2).getAsInteger(10, hour) ||
      t.substr(3, 2).getAsInteger(10, minute))
    return {};
  using namespace std::chrono;
  auto at = sys_days(std::chrono::year(int(year)) / int(month) / int(day)) + hours(int(hour)) +
            std::chrono::minutes(int(minute) - minutes);
  auto whole = floor<days>(at);
  year_month_day ymd(whole);
  auto rest = duration_cast<std::chrono::minutes>(at - whole).count();
  return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}{}", int(ymd.year()), unsigned(ymd.month()),
                     unsigned(ymd.day()), rest / 60, rest % 60, time.substr(5));
}

std::string plainTime(std::string text, bool zoned) {
  text = llvm::StringRef(text).lower();
  if (text == "epoch")
    return "1970-01-01 00:00:00";
  if (text.size() < 10 || text[4] != '-' || text[7] != '-')
    return {};
  std::string date = text.substr(0, 10), rest = text.substr(10);
  std::erase(rest, ' ');
  if (rest.starts_with('t'))
    rest.erase(0, 1);
  int minutes = takeZone(rest);
  if (rest.size() == 5)
    rest += ":00";
  if (rest.find('.') != rest.npos)
    while (rest.ends_with('0') || rest.ends_with('.')) {
      bool point = rest.back() == '.';
      rest.pop_back();
      if (point)
        break;
    }
  if (rest.empty())
    rest = "00:00:00";
  return zoned && minutes && rest.size() >= 8 ? earlier(date, rest, minutes) : date + " " + rest;
}

std::optional<Interval> readInterval(std::string_view text) {
  struct Unit {
    std::string_view name;
    double Interval::*field;
    double factor;
  };
  static constexpr Unit Units[] = {
      {"year", &Interval::months, 12},    {"yr", &Interval::months, 12},
      {"month", &Interval::months, 1},    {"mon", &Interval::months, 1},
      {"week", &Interval::days, 7},       {"day", &Interval::days, 1},
      {"hour", &Interval::seconds, 3600}, {"hr", &Interval::seconds, 3600},
      {"h", &Interval::seconds, 3600},    {"minute", &Interval::seconds, 60},
      {"min", &Interval::seconds, 60},    {"m", &Interval::seconds, 60},
      {"second", &Interval::seconds, 1},  {"sec", &Interval::seconds, 1},
      {"s", &Interval::seconds, 1},       {"d", &Interval::days, 1}};
  Interval out;
  std::string lower = llvm::StringRef(text).lower();
  // "1-2": years and months.
  if (size_t dash = lower.find('-', 1);
      dash != lower.npos && lower.find_first_not_of("0123456789", lower[0] == '-') == dash) {
    unsigned years = 0, months = 0;
    bool negative = lower[0] == '-';
    if (llvm::StringRef(lower).slice(negative, dash).getAsInteger(10, years) ||
        llvm::StringRef(lower).substr(dash + 1).getAsInteger(10, months))
      return std::nullopt;
    out.months = (negative ? -1. : 1.) * (years * 12. + months);
    return out;
  }
  std::string_view rest = lower;
  auto blanks = [&] { rest.remove_prefix(std::min(rest.size(), rest.find_first_not_of(' '))); };
  for (blanks(); !rest.empty(); blanks()) {
    double value = 0;
    auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), value);
    if (error != std::errc())
      return std::nullopt;
    bool negative = rest.starts_with('-');
    rest.remove_prefix(static_cast<size_t>(end - rest.data()));
    if (rest.starts_with(':')) {
      double scale = 60, total = value * 3600;
      while (rest.starts_with(':')) {
        rest.remove_prefix(1);
        double part = 0;
        auto [stop, bad] = std::from_chars(rest.data(), rest.data() + rest.size(), part);
        if (bad != std::errc())
          return std::nullopt;
        total += (negative ? -part : part) * scale;
        scale /= 60;
        rest.remove_prefix(static_cast<size_t>(stop - rest.data()));
      }
      out.seconds += total;
      continue;
    }
    blanks();
    size_t length = 0;
    while (length < rest.size() && rest[length] >= 'a' && rest[length] <= 'z')
      ++length;
    std::string_view word = rest.substr(0, length);
    if (word.size() > 2 && word.ends_with('s'))
      word.remove_suffix(1);
    auto unit = std::ranges::find_if(Units, [&](const Unit &u) { return u.name == word; });
    if (unit == std::end(Units))
      return std::nullopt;
    out.*(unit->field) += value * unit->factor;
    rest.remove_prefix(length);
  }
  return out;
}

} // namespace schemac::sqltree
