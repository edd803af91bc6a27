//===- Number.h - Numbers of HCL --------------------------------*- C++ -*-===//
#pragma once

#include "llvm/ADT/APInt.h"
#include <optional>
#include <string>

namespace schemac::hcl {

/// A binary floating point number with 512 bits, as the language's own implementation has them:
/// whole numbers and sums of short decimals are what one expects, and results are the same bits.
class Number {
public:
  Number() : Number(int64_t(0)) {}
  Number(int64_t value);
  /// Decimal, with fraction and exponent; nothing when \p text is no number or beyond all bounds.
  static std::optional<Number> parse(std::string_view text);

  /// The shortest decimal that is read back as the same number, without an exponent.
  std::string str() const;
  bool isZero() const { return mantissa.isZero(); }
  bool isNegative() const { return negative; }
  bool isInteger() const { return isZero() || exponent >= 0; }
  /// When it is a whole number of 64 bits.
  std::optional<int64_t> integer() const;
  /// Without its fraction.
  Number truncated() const;

  friend Number operator+(const Number &a, const Number &b);
  friend Number operator-(const Number &a, const Number &b) { return a + -b; }
  friend Number operator*(const Number &a, const Number &b);
  /// \p b is not zero.
  friend Number operator/(const Number &a, const Number &b);
  Number operator-() const;
  /// The remainder of the division that rounds towards zero.
  friend Number remainder(const Number &a, const Number &b);
  friend int compare(const Number &a, const Number &b);
  friend bool operator==(const Number &a, const Number &b) { return compare(a, b) == 0; }
  friend bool operator<(const Number &a, const Number &b) { return compare(a, b) < 0; }
  /// The same for equal numbers.
  size_t hash() const;

private:
  Number(bool negative, llvm::APInt mantissa, int64_t exponent);
  std::string digits(unsigned count, int64_t &point) const;

  // mantissa * 2^exponent; the mantissa is odd, or zero with exponent zero, and as wide as needed.
  bool negative = false;
  llvm::APInt mantissa;
  int64_t exponent = 0;
};

} // namespace schemac::hcl
