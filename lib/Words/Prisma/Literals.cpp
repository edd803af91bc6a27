//===- Literals.cpp - Values as SQL literals ------------------------------===//
#include "schemac/Words/Prisma/Literals.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Base64.h"
#include <charconv>

namespace schemac::prisma {

static std::string quote(std::string_view text, char mark) {
  std::string out(1, mark);
  for (char c : text)
    out.append(c == mark ? 2 : 1, c);
  return out += mark;
}

std::string quoteSql(std::string_view text) { return quote(text, '\''); }
std::string quoteIdentifier(std::string_view name) { return quote(name, '"'); }

/// Moves the point of \p digits (which has none) \p places behind the end.
static std::string placePoint(std::string digits, int64_t places) {
  if (places >= 0)
    return digits.append(size_t(places), '0');
  size_t fraction = size_t(-places);
  if (digits.size() <= fraction)
    digits.insert(0, fraction - digits.size() + 1, '0');
  return digits.insert(digits.size() - fraction, ".");
}

std::optional<std::string> numberLiteral(std::string_view text) {
  std::string_view rest = text;
  bool negative = rest.starts_with("-");
  if (negative || rest.starts_with("+"))
    rest.remove_prefix(1);
  size_t e = rest.find_first_of("eE");
  int64_t exponent = 0;
  if (e != rest.npos) {
    std::string_view power = rest.substr(e + 1);
    if (power.starts_with("+"))
      power.remove_prefix(1);
    auto [stop, error] = std::from_chars(power.data(), power.data() + power.size(), exponent);
    if (error != std::errc() || stop != power.data() + power.size() || exponent > 1000 ||
        exponent < -1000)
      return std::nullopt;
    rest = rest.substr(0, e);
  }
  std::string digits(rest);
  if (size_t point = digits.find('.'); point != digits.npos) {
    exponent -= int64_t(digits.size() - point - 1);
    digits.erase(point, 1);
  }
  if (digits.empty() || digits.find_first_not_of("0123456789") != digits.npos)
    return std::nullopt;
  std::string number = placePoint(digits, exponent);
  size_t first = std::min(number.find_first_not_of('0'), number.find('.') - 1);
  number.erase(0, std::min(first, number.size() - 1));
  return (negative ? "-" : "") + number;
}

namespace {
/// Takes digits off the front of a text.
struct Digits {
  std::string_view rest;
  bool take(size_t count, std::string &out) {
    if (rest.size() < count || rest.substr(0, count).find_first_not_of("0123456789") != rest.npos)
      return false;
    out += rest.substr(0, count);
    rest.remove_prefix(count);
    return true;
  }
  bool skip(char c) {
    if (!rest.starts_with(c))
      return false;
    rest.remove_prefix(1);
    return true;
  }
};
} // namespace

std::optional<std::string> dateTimeLiteral(std::string_view text) {
  Digits d{text};
  std::string out, fraction;
  auto part = [&](size_t count, char then) {
    return d.take(count, out) && (then == 0 || (d.skip(then) && (out += then, true)));
  };
  if (!part(4, '-') || !part(2, '-') || !part(2, 0) ||
      (!d.skip('T') && !d.skip('t') && !d.skip(' ')))
    return std::nullopt;
  out += ' ';
  if (!part(2, ':') || !part(2, ':') || !part(2, 0))
    return std::nullopt;
  if (d.skip('.'))
    while (d.take(1, fraction))
      ;
  fraction.resize(std::min<size_t>(fraction.find_last_not_of('0') + 1, 9));
  if (!fraction.empty())
    out += "." + fraction + std::string((3 - fraction.size() % 3) % 3, '0');
  if (d.skip('Z') || d.skip('z'))
    return d.rest.empty() ? std::optional(quoteSql(out + " +00:00")) : std::nullopt;
  out += d.rest.starts_with('-') ? " -" : " +";
  if ((!d.skip('+') && !d.skip('-')) || !part(2, ':') || !part(2, 0) || !d.rest.empty())
    return std::nullopt;
  return quoteSql(out);
}

std::optional<std::string> bytesLiteral(std::string_view text) {
  std::vector<char> bytes;
  if (llvm::Error error = llvm::decodeBase64(text, bytes)) {
    llvm::consumeError(std::move(error));
    return std::nullopt;
  }
  return "'\\x" + llvm::toHex(llvm::StringRef(bytes.data(), bytes.size()), true) + "'";
}

} // namespace schemac::prisma
