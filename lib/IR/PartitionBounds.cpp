//===- PartitionBounds.cpp - What the bounds of partitions say ------------===//
#include "PartitionBounds.h"
#include "PartitionFaults.h"
#include "schemac/IR/SqlTokens.h"
#include <algorithm>
#include <charconv>
#include <numeric>

namespace schemac {

bool BoundValue::isTime() const {
  auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
  return kind == Text && text.size() >= 10 && isDigit(text[0]) && text[4] == '-' &&
         text[7] == '-' && std::ranges::all_of(text, [&](char c) {
           return isDigit(c) || c == '-' || c == ':' || c == ' ' || c == '.';
         });
}

std::optional<int> compareBounds(const BoundValue &a, const BoundValue &b) {
  if (a.isEnd() || b.isEnd())
    return a.kind == b.kind ? 0 : a.kind < b.kind ? -1 : 1;
  if (a.kind != b.kind || a.kind == BoundValue::Other)
    return std::nullopt;
  if (a.kind == BoundValue::Number)
    return a.number < b.number ? -1 : a.number > b.number ? 1 : 0;
  if (a.text == b.text)
    return 0;
  bool alike = a.text.size() == b.text.size() && a.isTime() && b.isTime();
  return alike ? std::optional(a.text < b.text ? -1 : 1) : std::nullopt;
}

std::optional<int> compareBounds(const BoundTuple &a, const BoundTuple &b) {
  if (a.size() != b.size())
    return std::nullopt;
  for (size_t i = 0; i < a.size(); ++i) {
    std::optional<int> order = compareBounds(a[i], b[i]);
    if (!order || *order != 0)
      return order;
    if (a[i].isEnd())
      return 0; // what follows does not count
  }
  return 0;
}

namespace {

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

PartitionBound::PartitionBound(Expr text) {
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

std::shared_ptr<const PartitionBound> PartitionBounds::read(Expr bound) {
  std::shared_ptr<const PartitionBound> &known = bounds[bound.name()];
  if (!known)
    known = std::make_shared<const PartitionBound>(bound);
  return known;
}

bool overlap(const PartitionBound &a, const PartitionBound &b) {
  if (a.kind != b.kind)
    return false;
  if (a.kind == PartitionBound::Range) {
    if (!a.closed || !b.closed)
      return false;
    auto aBegins = compareBounds(a.first, b.end), bBegins = compareBounds(b.first, a.end);
    return aBegins && bBegins && *aBegins < 0 && *bBegins < 0;
  }
  if (a.kind == PartitionBound::List)
    return std::ranges::any_of(a.first, [&](const BoundValue &v) {
      return std::ranges::any_of(b.first,
                                 [&](const BoundValue &w) { return compareBounds(v, w) == 0; });
    });
  auto m = a.modulus, n = b.modulus, r = a.remainder, s = b.remainder;
  return m && n && r && s && *m > 0 && *n > 0 && (*r - *s) % std::gcd(*m, *n) == 0;
}

std::string boundFault(Expr bound) {
  BoundReader read(bound);
  if (read.take("from")) {
    BoundTuple begin = read.list();
    std::optional<int> order = read.take("to") ? compareBounds(begin, read.list()) : std::nullopt;
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
