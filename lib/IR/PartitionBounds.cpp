//===- PartitionBounds.cpp - Whether two partitions claim the same rows ---===//
//
// Bounds are compared where their order is certain: numbers, and times that are written alike. Of
// texts, which a collation orders, it is only certain that they are the same.
//
//===----------------------------------------------------------------------===//
#include "PartitionFaults.h"
#include "schemac/IR/SqlTokens.h"
#include <algorithm>
#include <charconv>
#include <numeric>

namespace schemac {

// Outside the anonymous namespace: PartitionBounds::Bound, which has linkage, holds them.

/// MINVALUE, a value, MAXVALUE
struct BoundValue {
  enum Kind : int { Least = -1, Number, Text, Other, Greatest } kind = Other;
  double number = 0;
  std::string text;
};
using BoundTuple = std::vector<BoundValue>;

namespace {

bool isTime(std::string_view text) {
  auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
  return text.size() >= 10 && isDigit(text[0]) && text[4] == '-' && text[7] == '-' &&
         std::ranges::all_of(text, [&](char c) {
           return isDigit(c) || c == '-' || c == ':' || c == ' ' || c == '.';
         });
}

/// Less than, equal to or greater than 0; nothing when it is not known.
std::optional<int> compare(const BoundValue &a, const BoundValue &b) {
  auto isEnd = [](const BoundValue &v) {
    return v.kind == BoundValue::Least || v.kind == BoundValue::Greatest;
  };
  if (isEnd(a) || isEnd(b))
    return a.kind == b.kind ? 0 : a.kind < b.kind ? -1 : 1;
  if (a.kind != b.kind || a.kind == BoundValue::Other)
    return std::nullopt;
  if (a.kind == BoundValue::Number)
    return a.number < b.number ? -1 : a.number > b.number ? 1 : 0;
  if (a.text == b.text)
    return 0;
  bool alike = isTime(a.text) && isTime(b.text) && a.text.size() == b.text.size();
  return alike ? std::optional(a.text < b.text ? -1 : 1) : std::nullopt;
}

std::optional<int> compare(const BoundTuple &a, const BoundTuple &b) {
  if (a.size() != b.size())
    return std::nullopt;
  for (size_t i = 0; i < a.size(); ++i) {
    std::optional<int> order = compare(a[i], b[i]);
    if (!order || *order != 0)
      return order;
    if (a[i].kind == BoundValue::Least || a[i].kind == BoundValue::Greatest)
      return 0; // what follows does not count
  }
  return 0;
}

class BoundReader {
public:
  explicit BoundReader(Expr bound) : text(bound.string()), t(lexSqlTokens(text)) {}

  bool take(std::string_view word) {
    bool found = at < t.size() && t[at].isWord(word);
    at += found;
    return found;
  }
  /// What stands in the parentheses that come next.
  BoundTuple list() {
    BoundTuple out;
    if (at >= t.size() || !t[at].isSymbol("("))
      return out;
    int depth = 1;
    size_t first = ++at;
    for (; at < t.size() && depth; ++at) {
      depth += t[at].isSymbol("(") - t[at].isSymbol(")");
      if (depth == 0 || (depth == 1 && t[at].isSymbol(","))) {
        out.push_back(value(first, at));
        first = at + 1;
      }
    }
    return out;
  }
  std::optional<int64_t> numberBehind(std::string_view word) const {
    for (size_t i = 0; i + 1 < t.size(); ++i)
      if (t[i].isWord(word) && t[i + 1].kind == SqlToken::Kind::Number)
        return std::atoll(std::string(t[i + 1].text).c_str());
    return std::nullopt;
  }

private:
  BoundValue value(size_t first, size_t last) const {
    BoundValue v;
    size_t cast = first;
    while (cast < last && !t[cast].isSymbol("::"))
      ++cast;
    bool minus = first < cast && t[first].isSymbol("-");
    const SqlToken *only = first + minus + 1 == cast ? &t[first + minus] : nullptr;
    if (!only)
      return v;
    if (only->isWord("minvalue"))
      v.kind = BoundValue::Least;
    else if (only->isWord("maxvalue"))
      v.kind = BoundValue::Greatest;
    else if (only->kind == SqlToken::Kind::Number)
      v = numberOf(only->text, minus);
    else if (only->kind == SqlToken::Kind::String && !minus && only->text.starts_with("'"))
      v = textOf(only->text.substr(1, only->text.size() - 2));
    return v;
  }
  /// More digits than are exact are not compared.
  static BoundValue numberOf(std::string_view digits, bool minus) {
    BoundValue v;
    auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), v.number);
    if (error == std::errc() && end == digits.data() + digits.size() && digits.size() <= 15)
      v.kind = BoundValue::Number;
    v.number = minus ? -v.number : v.number;
    return v;
  }
  static BoundValue textOf(std::string_view text) {
    BoundValue v;
    v.kind = BoundValue::Text;
    v.text = text;
    return v;
  }

  std::string text;
  std::vector<SqlToken> t;
  size_t at = 0;
};

} // namespace

/// A bound as far as it is compared.
struct PartitionBounds::Bound {
  enum Kind { Range, List, Hash } kind = Hash;
  BoundTuple first, end; ///< Range: from and to; List: the values are in first
  bool closed = false;   ///< Range: it has an end
  std::optional<int64_t> modulus, remainder;

  explicit Bound(Expr text) {
    BoundReader read(text);
    if (read.take("from")) {
      kind = Range;
      first = read.list();
      closed = read.take("to");
      end = read.list();
    } else if (read.take("in")) {
      kind = List;
      first = read.list();
    } else {
      modulus = read.numberBehind("modulus");
      remainder = read.numberBehind("remainder");
    }
  }
};

const PartitionBounds::Bound &PartitionBounds::read(Expr bound) {
  std::shared_ptr<const Bound> &known = bounds[bound.name()];
  if (!known)
    known = std::make_shared<const Bound>(bound);
  return *known;
}

bool PartitionBounds::overlap(Expr one, Expr other) {
  if (!(asked == one))
    asked = one, askedBound = &read(one);
  const Bound &a = *askedBound, &b = read(other);
  if (a.kind != b.kind)
    return false;
  if (a.kind == Bound::Range) {
    if (!a.closed || !b.closed)
      return false;
    std::optional<int> aBegins = compare(a.first, b.end), bBegins = compare(b.first, a.end);
    return aBegins && bBegins && *aBegins < 0 && *bBegins < 0;
  }
  if (a.kind == Bound::List)
    return std::ranges::any_of(a.first, [&](const BoundValue &v) {
      return std::ranges::any_of(b.first, [&](const BoundValue &w) { return compare(v, w) == 0; });
    });
  auto m = a.modulus, n = b.modulus, r = a.remainder, s = b.remainder;
  return m && n && r && s && *m > 0 && *n > 0 && (*r - *s) % std::gcd(*m, *n) == 0;
}

std::string boundFault(Expr bound) {
  BoundReader read(bound);
  if (read.take("from")) {
    BoundTuple begin = read.list();
    std::optional<int> order = read.take("to") ? compare(begin, read.list()) : std::nullopt;
    return order && *order >= 0 ? "it ends before it begins" : "";
  }
  auto modulus = read.numberBehind("modulus"), remainder = read.numberBehind("remainder");
  if (!modulus || !remainder)
    return {};
  return *modulus <= 0            ? "its modulus is not greater than 0"
         : *remainder >= *modulus ? "its remainder is not less than its modulus"
                                  : "";
}

} // namespace schemac
