//===- FunctionsNumbers.cpp - Functions of numbers ------------------------===//
#include "Functions.h"
#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace schemac::hcl {
namespace {

const Number &number(Arguments a, size_t i) { return a[i].asNumber(); }

Outcome least(Arguments a) {
  Number out = number(a, 0);
  for (size_t i = 1; i < a.size(); ++i)
    out = std::min(out, number(a, i));
  return Value::number(out);
}

Outcome greatest(Arguments a) {
  Number out = number(a, 0);
  for (size_t i = 1; i < a.size(); ++i)
    out = std::max(out, number(a, i));
  return Value::number(out);
}

Outcome absolute(Arguments a) {
  return Value::number(number(a, 0).isNegative() ? -number(a, 0) : number(a, 0));
}

Outcome floorOf(Arguments a) {
  Number t = number(a, 0).truncated();
  return Value::number(t == number(a, 0) || !number(a, 0).isNegative() ? t : t - Number(1));
}

Outcome ceilOf(Arguments a) {
  Number t = number(a, 0).truncated();
  return Value::number(t == number(a, 0) || number(a, 0).isNegative() ? t : t + Number(1));
}

Outcome intOf(Arguments a) { return Value::number(number(a, 0).truncated()); }

Outcome signum(Arguments a) { return Value::number(int64_t(compare(number(a, 0), Number()))); }

/// Whole exponents only: others would not be exact.
Outcome power(Arguments a) {
  auto n = number(a, 1).integer();
  if (!n || *n < 0 || *n > 1000)
    return Outcome::failure("the exponent must be a whole number from 0 to 1000");
  Number out(1);
  for (int64_t i = 0; i < *n; ++i)
    out = out * number(a, 0);
  return Value::number(out);
}

Outcome logarithm(Arguments a) {
  double x = std::atof(number(a, 0).str().c_str()), base = std::atof(number(a, 1).str().c_str());
  auto out = Number::parse(fmt::format("{}", std::log(x) / std::log(base)));
  if (!out)
    return Outcome::failure("needs positive numbers");
  return Value::number(*out);
}

Outcome parseint(Arguments a) {
  int64_t base = *number(a, 1).integer();
  std::string_view text = a[0].asString();
  if (base < 2 || base > 62)
    return Outcome::failure("the base must be from 2 to 62");
  bool negative = text.starts_with('-');
  std::string_view digits = text.substr(negative || text.starts_with('+'));
  Number out;
  bool valid = !digits.empty() && digits.size() < 1000;
  for (char c : digits.substr(0, 1000)) {
    int64_t digit = c >= '0' && c <= '9'   ? c - '0'
                    : c >= 'a' && c <= 'z' ? c - 'a' + 10
                    : c >= 'A' && c <= 'Z' ? c - 'A' + (base > 36 ? 36 : 10)
                                           : 100;
    valid &= digit < base;
    out = out * Number(base) + Number(digit);
  }
  if (!valid)
    return Outcome::failure(fmt::format("'{}' is no whole number in base {}", text, base));
  return Value::number(negative ? -out : out);
}

constexpr unsigned Any = UINT32_MAX;
constexpr Function Table[] = {
    {"min", 1, Any, "n", least},   {"max", 1, Any, "n", greatest},
    {"abs", 1, 1, "n", absolute},  {"ceil", 1, 1, "n", ceilOf},
    {"floor", 1, 1, "n", floorOf}, {"int", 1, 1, "n", intOf},
    {"signum", 1, 1, "n", signum}, {"pow", 2, 2, "n", power},
    {"log", 2, 2, "n", logarithm}, {"parseint", 2, 2, "si", parseint},
};

} // namespace

std::span<const Function> numberFunctions() { return Table; }

} // namespace schemac::hcl
