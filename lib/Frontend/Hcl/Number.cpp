//===- Number.cpp - Numbers of HCL ----------------------------------------===//
#include "schemac/Frontend/Hcl/Number.h"
#include "llvm/ADT/Hashing.h"
#include "llvm/ADT/SmallString.h"

namespace schemac::hcl {
namespace {

using llvm::APInt;

constexpr unsigned Precision = 512;
/// Beyond these a number is refused: nobody means it, and its digits would not end.
constexpr int64_t MaxExponent = 4000, MaxDigits = 2000;

APInt widened(const APInt &a, unsigned bits) { return a.getBitWidth() < bits ? a.zext(bits) : a; }

APInt powerOfTen(int64_t n) {
  APInt out(unsigned(n * 10 / 3 + 8), 1), ten(out.getBitWidth(), 10);
  for (int64_t i = 0; i < n; ++i)
    out *= ten;
  return out;
}

/// a / b rounded to the nearest, ties to even.
APInt dividedToNearest(const APInt &a, const APInt &b) {
  APInt quotient, rest;
  APInt::udivrem(a, b, quotient, rest);
  APInt twice = rest.zext(rest.getBitWidth() + 1).shl(1);
  int half = twice.ugt(b.zext(b.getBitWidth() + 1))   ? 1
             : twice.ult(b.zext(b.getBitWidth() + 1)) ? -1
                                                      : 0;
  if (half > 0 || (half == 0 && quotient[0]))
    ++quotient;
  return quotient;
}

} // namespace

/// Rounds to the precision and takes off the zeros at the end.
Number::Number(bool negative, APInt m, int64_t e) : negative(negative), exponent(e) {
  unsigned bits = m.getActiveBits();
  if (bits > Precision) {
    unsigned drop = bits - Precision;
    APInt wide = m.zext(m.getBitWidth() + 2);
    APInt kept = wide.lshr(drop);
    APInt rest = wide - kept.shl(drop);
    APInt half = APInt::getOneBitSet(wide.getBitWidth(), drop - 1);
    if (rest.ugt(half) || (rest == half && kept[0]))
      ++kept;
    m = kept;
    exponent += drop;
  }
  if (m.isZero()) {
    mantissa = APInt(64, 0);
    exponent = 0;
    this->negative = false;
    return;
  }
  unsigned zeros = m.countr_zero();
  m.lshrInPlace(zeros);
  exponent += zeros;
  mantissa = m.trunc(std::max(64u, m.getActiveBits()));
}

Number::Number(int64_t value)
    : Number(value < 0, APInt(64, value < 0 ? 0 - uint64_t(value) : uint64_t(value)), 0) {}

std::optional<Number> Number::parse(std::string_view text) {
  bool negative = text.starts_with('-');
  text.remove_prefix(negative || text.starts_with('+'));
  std::string digits;
  int64_t point = 0, power = 0;
  size_t i = 0;
  bool any = false, fraction = false;
  for (; i < text.size(); ++i) {
    if (text[i] == '.' && !fraction) {
      fraction = true;
    } else if (text[i] >= '0' && text[i] <= '9') {
      any = true;
      digits += text[i];
      point += fraction;
    } else {
      break;
    }
  }
  if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
    bool down = i + 1 < text.size() && text[i + 1] == '-';
    i += down || (i + 1 < text.size() && text[i + 1] == '+') ? 2 : 1;
    size_t first = i;
    for (; i < text.size() && text[i] >= '0' && text[i] <= '9' && power < 1000000; ++i)
      power = power * 10 + (text[i] - '0');
    any &= i != first;
    power = down ? -power : power;
  }
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
  power -= point;
  bool beyond = int64_t(digits.size()) > MaxDigits || std::abs(power) > MaxExponent;
  if (!any || i != text.size() || (beyond && !digits.empty()))
    return std::nullopt;
  if (digits.empty())
    return Number();
  APInt m(unsigned(digits.size() * 10 / 3 + 64), digits, 10);
  if (power >= 0) {
    APInt ten = powerOfTen(power);
    unsigned bits = m.getBitWidth() + ten.getBitWidth();
    return Number(negative, widened(m, bits) * widened(ten, bits), 0);
  }
  APInt ten = powerOfTen(-power);
  unsigned up = Precision + ten.getActiveBits() + 4;
  unsigned bits = m.getBitWidth() + up + 8;
  APInt quotient, rest;
  APInt::udivrem(widened(m, bits).shl(up), widened(ten, bits), quotient, rest);
  // What is left over counts only as more than nothing.
  quotient = quotient.shl(1);
  quotient.setBitVal(0, !rest.isZero());
  return Number(negative, quotient, -int64_t(up) - 1);
}

Number Number::operator-() const {
  Number out = *this;
  out.negative = !negative && !isZero();
  return out;
}

Number operator+(const Number &a, const Number &b) {
  if (a.isZero() || b.isZero())
    return a.isZero() ? b : a;
  int64_t low = std::min(a.exponent, b.exponent);
  unsigned up = unsigned(std::max(a.exponent, b.exponent) - low);
  unsigned bits = std::max(a.mantissa.getBitWidth(), b.mantissa.getBitWidth()) + up + 2;
  llvm::APInt x = widened(a.mantissa, bits).shl(unsigned(a.exponent - low));
  llvm::APInt y = widened(b.mantissa, bits).shl(unsigned(b.exponent - low));
  if (a.negative == b.negative)
    return Number(a.negative, x + y, low);
  return x.uge(y) ? Number(a.negative, x - y, low) : Number(b.negative, y - x, low);
}

Number operator*(const Number &a, const Number &b) {
  unsigned bits = a.mantissa.getBitWidth() + b.mantissa.getBitWidth();
  return Number(a.negative != b.negative, widened(a.mantissa, bits) * widened(b.mantissa, bits),
                a.exponent + b.exponent);
}

Number operator/(const Number &a, const Number &b) {
  unsigned up = Precision + b.mantissa.getActiveBits() + 4;
  unsigned bits = std::max(a.mantissa.getBitWidth() + up, b.mantissa.getBitWidth()) + 8;
  llvm::APInt quotient, rest;
  llvm::APInt::udivrem(widened(a.mantissa, bits).shl(up), widened(b.mantissa, bits), quotient,
                       rest);
  quotient = quotient.shl(1);
  quotient.setBitVal(0, !rest.isZero());
  return Number(a.negative != b.negative, quotient, a.exponent - b.exponent - int64_t(up) - 1);
}

Number Number::truncated() const {
  if (isInteger())
    return *this;
  if (uint64_t(-exponent) >= mantissa.getActiveBits())
    return Number();
  return Number(negative, mantissa.lshr(unsigned(-exponent)), 0);
}

Number remainder(const Number &a, const Number &b) { return a - (a / b).truncated() * b; }

int compare(const Number &a, const Number &b) {
  Number d = a - b;
  return d.isZero() ? 0 : d.negative ? -1 : 1;
}

std::optional<int64_t> Number::integer() const {
  if (!isInteger() || mantissa.getActiveBits() + exponent > 63)
    return std::nullopt;
  int64_t v = int64_t(mantissa.getZExtValue() << exponent);
  return negative ? -v : v;
}

/// That many significant digits, rounded; the number is 0.DIGITS * 10^point.
std::string Number::digits(unsigned count, int64_t &point) const {
  // log10 of the value, at most one too small.
  int64_t top = exponent + int64_t(mantissa.getActiveBits());
  point = int64_t(double(top) * 0.30102999566398120);
  for (;;) {
    int64_t shift = int64_t(count) - point; // value * 10^shift has `count` digits
    APInt n = mantissa, d(64, 1);
    if (shift >= 0) {
      APInt ten = powerOfTen(shift);
      unsigned bits = n.getBitWidth() + ten.getBitWidth();
      n = widened(n, bits) * widened(ten, bits);
    } else {
      d = powerOfTen(-shift);
    }
    unsigned bits = std::max(n.getBitWidth(), d.getBitWidth()) + unsigned(std::abs(exponent)) + 8;
    n = widened(n, bits), d = widened(d, bits);
    if (exponent >= 0)
      n = n.shl(unsigned(exponent));
    else
      d = d.shl(unsigned(-exponent));
    llvm::SmallString<200> out;
    dividedToNearest(n, d).toString(out, 10, false);
    if (out.size() > count) { // one digit more than guessed, or rounded up to it
      ++point;
      continue;
    }
    if (out.size() < count) {
      --point;
      continue;
    }
    return std::string(out.str());
  }
}

size_t Number::hash() const {
  // The form is unique but for the width.
  return llvm::hash_combine(negative, exponent, mantissa.getRawData()[0]);
}

std::string Number::str() const {
  if (isZero())
    return "0";
  std::string out = negative ? "-" : "";
  if (isInteger()) {
    llvm::SmallString<64> text;
    widened(mantissa, mantissa.getBitWidth() + unsigned(exponent))
        .shl(unsigned(exponent))
        .toString(text, 10, false);
    return out + std::string(text.str());
  }
  int64_t point = 0;
  auto spelled = [&](unsigned count) {
    std::string d = digits(count, point);
    d.erase(d.find_last_not_of('0') + 1);
    if (point <= 0)
      return out + "0." + std::string(size_t(-point), '0') + d;
    if (size_t(point) >= d.size())
      return out + d + std::string(size_t(point) - d.size(), '0');
    return out + d.substr(0, size_t(point)) + "." + d.substr(size_t(point));
  };
  // 156 digits always tell 512 bits; the fewest that do are found by halving.
  unsigned low = 1, high = 156;
  while (low < high) {
    unsigned middle = (low + high) / 2;
    if (auto back = parse(spelled(middle)); back && *back == *this)
      high = middle;
    else
      low = middle + 1;
  }
  return spelled(low);
}

} // namespace schemac::hcl
