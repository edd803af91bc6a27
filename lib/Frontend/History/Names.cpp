//===- Names.cpp - Versions in the names of files -------------------------===//
#include "Names.h"
#include "schemac/Frontend/History/History.h"
#include <algorithm>

namespace schemac::history {

static bool isDigit(char c) { return c >= '0' && c <= '9'; }

std::string_view fileName(std::string_view path) {
  return path.substr(path.rfind('/') == path.npos ? 0 : path.rfind('/') + 1);
}

std::string_view folderOf(std::string_view path) {
  size_t slash = path.rfind('/');
  return slash == path.npos ? std::string_view() : path.substr(0, slash);
}

static std::string_view withoutZeros(std::string_view digits) {
  size_t first = digits.find_first_not_of('0');
  return first == digits.npos ? digits.substr(digits.empty() ? 0 : digits.size() - 1)
                              : digits.substr(first);
}

std::optional<Version> parseVersion(std::string_view text) {
  Version out;
  while (true) {
    std::string_view digits = leadingDigits(text);
    if (digits.empty())
      return std::nullopt;
    out.emplace_back(withoutZeros(digits));
    text.remove_prefix(digits.size());
    if (text.empty())
      break;
    if (text[0] != '.' && text[0] != '_')
      return std::nullopt;
    text.remove_prefix(1);
  }
  while (out.size() > 1 && out.back() == "0") // 1.0 is 1
    out.pop_back();
  return out;
}

static int compareNumbers(std::string_view a, std::string_view b) {
  if (a.size() != b.size())
    return a.size() < b.size() ? -1 : 1;
  return a.compare(b);
}

bool before(const Version &a, const Version &b) {
  for (size_t i = 0; i < std::max(a.size(), b.size()); ++i) {
    int c = compareNumbers(i < a.size() ? a[i] : "0", i < b.size() ? b[i] : "0");
    if (c)
      return c < 0;
  }
  return false;
}

bool same(const Version &a, const Version &b) { return !before(a, b) && !before(b, a); }

std::string versionText(const Version &v) {
  std::string out;
  for (const std::string &part : v)
    out += (out.empty() ? "" : ".") + part;
  return out;
}

std::string_view leadingDigits(std::string_view text) {
  size_t n = 0;
  while (n < text.size() && isDigit(text[n]))
    ++n;
  return text.substr(0, n);
}

static bool isSmallLetter(char c) { return c >= 'a' && c <= 'z'; }

/// Whether a name stops being a number at \p at: what follows is no part of it.
static bool endsNumber(std::string_view name, size_t at) {
  return at >= name.size() || name[at] == '.' || name[at] == '_' || name[at] == '-';
}

/// The end of 2024-01-15, with a time behind it or not; 0 where it is no date.
static size_t endOfDate(std::string_view name) {
  constexpr size_t YearDigits = 4, Parts = 3, MostDigits = 6;
  std::string_view year = leadingDigits(name);
  if (year.size() != YearDigits || !(year.starts_with("19") || year.starts_with("20")))
    return 0;
  size_t end = YearDigits, parts = 1;
  while (end + 1 < name.size() && (name[end] == '-' || name[end] == '_')) {
    size_t digits = leadingDigits(name.substr(end + 1)).size();
    bool fits = parts < Parts ? digits == 2 : digits >= 2 && digits <= MostDigits;
    if (!fits || !endsNumber(name, end + 1 + digits))
      break;
    end += 1 + digits;
    ++parts;
  }
  return parts < Parts ? 0 : end;
}

std::string_view leadingNumber(std::string_view name) {
  size_t end = std::max(endOfDate(name), leadingDigits(name).size());
  while (end && end + 1 < name.size() && name[end] == '.') {
    size_t digits = leadingDigits(name.substr(end + 1)).size(), next = end + 1 + digits;
    bool lettered = next < name.size() && isSmallLetter(name[next]) && endsNumber(name, next + 1);
    if (!digits || !(endsNumber(name, next) || lettered))
      break;
    end = next;
  }
  if (end && end < name.size() && isSmallLetter(name[end]) && endsNumber(name, end + 1))
    ++end;
  return name.substr(0, end);
}

std::optional<Version> parseNumber(std::string_view text) {
  std::string letter;
  if (text.size() > 1 && isSmallLetter(text.back())) {
    letter = text.back();
    text.remove_suffix(1);
  }
  std::string dotted(text);
  std::ranges::replace(dotted, '-', '.');
  std::optional<Version> out = parseVersion(dotted);
  if (!out || letter.empty())
    return out;
  auto isMark = [](char c) { return c == '.' || c == '_'; };
  out->resize(1 + std::ranges::count_if(dotted, isMark), "0"); // 1.0a is not 1a
  out->push_back(letter);
  return out;
}

bool naturallyBefore(std::string_view a, std::string_view b) {
  while (!a.empty() && !b.empty()) {
    std::string_view x = leadingDigits(a), y = leadingDigits(b);
    if (!x.empty() && !y.empty()) {
      if (int c = compareNumbers(withoutZeros(x), withoutZeros(y)))
        return c < 0;
      a.remove_prefix(x.size());
      b.remove_prefix(y.size());
    } else {
      if (a[0] != b[0])
        return a[0] < b[0];
      a.remove_prefix(1);
      b.remove_prefix(1);
    }
  }
  return a.size() < b.size();
}

bool comesBefore(std::string_view version, std::string_view other) {
  std::optional<Version> a = parseNumber(version), b = parseNumber(other);
  return a && b && before(*a, *b);
}

bool comesBeforeByName(std::string_view name, std::string_view other) {
  return naturallyBefore(name, other);
}

} // namespace schemac::history
