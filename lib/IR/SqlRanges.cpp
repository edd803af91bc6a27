//===- SqlRanges.cpp - Literals of ranges ---------------------------------===//
//
// '[1,10]' and '["2020-01-01 00:00",)'. A server writes a range of whole numbers with the first one
// that is in it and the first one behind it.
//
//===----------------------------------------------------------------------===//
#include "SqlConstants.h"
#include "llvm/ADT/StringRef.h"
#include <array>

namespace schemac::sqltree {

namespace {
struct RangeText {
  bool open, behind; ///< whether the first and the last value are in it
  std::array<std::string, 2> bounds;
};
} // namespace

static std::optional<RangeText> readRange(llvm::StringRef text) {
  text = text.trim();
  if (text.size() < 3 || !llvm::StringRef("[(").contains(text.front()) ||
      !llvm::StringRef("])").contains(text.back()) || text.contains('\\'))
    return std::nullopt;
  auto [first, last] = text.drop_front().drop_back().split(',');
  if (last.contains(',') || (first.empty() && last.empty() && !text.contains(',')))
    return std::nullopt;
  RangeText range{text.front() == '[', text.back() == ']', {}};
  llvm::StringRef sides[] = {first, last};
  for (size_t i = 0; i < 2; ++i) {
    bool quoted = sides[i].size() > 1 && sides[i].front() == '"' && sides[i].back() == '"';
    llvm::StringRef bound = quoted ? sides[i].drop_front().drop_back() : sides[i];
    if (bound.contains('"'))
      return std::nullopt;
    range.bounds[i] = bound.str();
    if (bound.empty()) // without an end it has none in it
      (i ? range.behind : range.open) = false;
  }
  return range;
}

/// From the first value that is in it to the first behind it.
static void settleWhole(RangeText &range) {
  auto next = [](std::string &bound) {
    long long value = 0;
    bool whole = !llvm::StringRef(bound).trim().getAsInteger(10, value);
    if (whole)
      bound = std::to_string(value + 1);
    return whole;
  };
  if (!range.open && !range.bounds[0].empty() && next(range.bounds[0]))
    range.open = true;
  if (range.behind && next(range.bounds[1]))
    range.behind = false;
}

bool sameRangeText(std::string_view a, std::string_view b, std::string_view type) {
  static constexpr std::pair<std::string_view, std::string_view> Subtypes[] = {
      {"int4range", "integer"},
      {"int8range", "bigint"},
      {"numrange", "numeric"},
      {"daterange", "date"},
      {"tsrange", "timestamp without time zone"},
      {"tstzrange", "timestamp with time zone"}};
  std::string_view subtype;
  for (auto [range, of] : Subtypes)
    if (range == type)
      subtype = of;
  auto x = readRange(a), y = readRange(b);
  if (!x || !y || subtype.empty())
    return false;
  if (subtype == "integer" || subtype == "bigint") {
    settleWhole(*x);
    settleWhole(*y);
  }
  auto sameBound = [&](size_t i) {
    const std::string &p = x->bounds[i], &q = y->bounds[i];
    return p.empty() || q.empty() ? p.empty() == q.empty() : p == q || sameText(p, q, subtype);
  };
  return x->open == y->open && x->behind == y->behind && sameBound(0) && sameBound(1);
}

} // namespace schemac::sqltree
