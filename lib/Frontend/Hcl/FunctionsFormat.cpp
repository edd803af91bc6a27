//===- FunctionsFormat.cpp - format() and formatlist() --------------------===//
#include "Functions.h"
#include "Letters.h"
#include <algorithm>
#include <fmt/format.h>

namespace schemac::hcl {
namespace {

/// What stands between the % and the letter of a verb, such as -10 or +05.2.
struct VerbLayout {
  bool minus = false, plus = false, space = false, zero = false, sharp = false;
  size_t width = 0;
  std::optional<size_t> precision;

  std::string pad(const std::string &s) const {
    size_t have = graphemes(s).size(), gap = width - std::min(have, width);
    return minus ? s + std::string(gap, ' ') : std::string(gap, zero ? '0' : ' ') + s;
  }
  /// Zeros come behind the sign.
  std::string padNumber(std::string digits, std::string_view prefix = {}) const {
    bool negative = digits.starts_with('-');
    std::string sign = negative ? "-" : plus ? "+" : space ? " " : "";
    digits.erase(0, negative);
    sign += prefix;
    size_t have = sign.size() + digits.size();
    if (zero && have < width)
      digits.insert(0, width - have, '0');
    return pad(sign + digits);
  }
  std::string padText(const std::string &s) const {
    std::vector<std::string_view> all = graphemes(s);
    if (!precision || all.size() <= *precision)
      return pad(s);
    std::string out;
    for (size_t i = 0; i < *precision; ++i)
      out += all[i];
    return pad(out);
  }
};

std::optional<VerbLayout> readLayout(std::string_view text) {
  constexpr size_t Most = 500;
  VerbLayout out;
  auto number = [&] {
    size_t n = 0;
    for (; !text.empty() && text[0] >= '0' && text[0] <= '9'; text.remove_prefix(1))
      n = std::min(Most, n * 10 + size_t(text[0] - '0'));
    return n;
  };
  for (; !text.empty() && std::string_view("-+ 0#").find(text[0]) != std::string_view::npos;
       text.remove_prefix(1)) {
    out.minus |= text[0] == '-';
    out.plus |= text[0] == '+';
    out.space |= text[0] == ' ';
    out.zero |= text[0] == '0';
    out.sharp |= text[0] == '#';
  }
  out.zero &= !out.minus;
  out.width = number();
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    out.precision = number();
  }
  return text.empty() ? std::optional(out) : std::nullopt;
}

std::optional<std::string> verbOfInteger(const VerbLayout &layout, char letter, const Number &n) {
  if (letter == 'd')
    return layout.padNumber(n.truncated().str());
  auto whole = n.integer();
  if (!whole)
    return std::nullopt;
  std::string_view prefix = !layout.sharp   ? ""
                            : letter == 'x' ? "0x"
                            : letter == 'X' ? "0X"
                            : letter == 'b' ? "0b"
                                            : "0";
  return layout.padNumber(fmt::format(fmt::runtime(fmt::format("{{:{}}}", letter)), *whole),
                          prefix);
}

std::string verbOfNumber(const VerbLayout &layout, char letter, const Number &n) {
  if (letter == 'g' && !layout.precision)
    return layout.padNumber(n.str());
  double d = std::atof(n.str().c_str());
  size_t precision = std::min(size_t(100), layout.precision.value_or(6));
  return layout.padNumber(
      fmt::format(fmt::runtime(fmt::format("{{:.{}{}}}", precision, letter)), d));
}

/// One verb of format(), such as %-10s or %05.2f, with its value.
std::optional<std::string> verb(std::string_view between, char letter, const Value &v,
                                std::string &error) {
  auto layout = readLayout(between);
  if (!layout || std::string_view("vsqtdxXobfge").find(letter) == std::string_view::npos) {
    error = fmt::format("'%{}{}' is no verb", between, letter);
    return std::nullopt;
  }
  if (letter == 'v' && (layout->sharp || v.isSequence() || v.isNamed() || v.isNull()))
    return layout->pad(toJson(v));
  Value s = toString(v), n = toNumber(v), b = toBool(v);
  bool isText = letter == 's' || letter == 'q' || letter == 'v';
  if (letter == 'v' && v.is(ValueKind::Number))
    return layout->padNumber(n.asNumber().str());
  if (isText && s.is(ValueKind::String))
    return letter == 'q' ? layout->pad(toJson(s)) : layout->padText(s.asString());
  if (letter == 't' && b.is(ValueKind::Bool))
    return layout->pad(b.asBool() ? "true" : "false");
  if (!isText && letter != 't' && n.is(ValueKind::Number)) {
    if (std::string_view("fge").find(letter) != std::string_view::npos)
      return verbOfNumber(*layout, letter, n.asNumber());
    if (auto out = verbOfInteger(*layout, letter, n.asNumber()))
      return out;
  }
  error = fmt::format("{} does not fit '%{}'", describe(v), letter);
  return std::nullopt;
}

Outcome format(Arguments a) {
  const std::string &pattern = a[0].asString();
  std::string out, error;
  size_t next = 1;
  for (size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] != '%') {
      out += pattern[i];
      continue;
    }
    size_t flags = ++i;
    i = std::min(pattern.find_first_not_of("+-# 0123456789.", i), pattern.size());
    if (i == pattern.size())
      return Outcome::failure("the text ends in a verb");
    if (pattern[i] == '%') {
      out += '%';
      continue;
    }
    if (next == a.size())
      return Outcome::failure("there are more verbs than values");
    auto one =
        verb(std::string_view(pattern).substr(flags, i - flags), pattern[i], a[next++], error);
    if (!one)
      return Outcome::failure(error);
    out += *one;
  }
  if (next != a.size())
    return Outcome::failure("there are more values than verbs");
  return Value::string(out);
}

/// format() for each element of the lists among the arguments, which are equally long.
Outcome formatlist(Arguments a) {
  size_t n = 1;
  for (const Value &v : a.subspan(1))
    if (v.isSequence())
      n = v.items().size();
  Value::Items items;
  for (size_t i = 0; i < n; ++i) {
    std::vector<Value> one{a[0]};
    for (const Value &v : a.subspan(1)) {
      if (v.isSequence() && v.items().size() != n)
        return Outcome::failure("the lists are not equally long");
      one.push_back(v.isSequence() ? v.items()[i] : v);
    }
    Outcome o = format(one);
    if (!o.error.empty())
      return o;
    items.push_back(o.value);
  }
  return Value::sequence(ValueKind::List, std::move(items));
}

constexpr Function FormatTable[] = {
    {"format", 1, UINT32_MAX, "sa", format},
    {"formatlist", 1, UINT32_MAX, "sa", formatlist},
};

} // namespace

std::span<const Function> formatFunctions() { return FormatTable; }

} // namespace schemac::hcl
