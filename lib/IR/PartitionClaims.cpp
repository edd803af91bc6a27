//===- PartitionClaims.cpp - Which partition claims which rows ------------===//
#include "PartitionClaims.h"
#include <algorithm>
#include <bit>
#include <numeric>

namespace schemac {

template <class Map, class Key> static void eraseOne(Map &map, const Key &key, QName part) {
  auto [begin, end] = map.equal_range(key);
  for (auto it = begin; it != end; ++it)
    if (it->second == part) {
      map.erase(it);
      return;
    }
}

/// Of ranges with the same kinds any two values are comparable. Empty where that is not so.
std::string PartitionClaims::kindsOf(const PartitionBound &range) {
  std::string out;
  if (range.first.size() != range.end.size())
    return {};
  for (size_t i = 0; i < range.first.size(); ++i) {
    std::string kind; // of the values that are no ends
    for (const BoundValue *v : {&range.first[i], &range.end[i]}) {
      if (v->isEnd())
        continue;
      std::string own = v->kind == BoundValue::Number ? "number"
                        : v->isTime()                 ? "time" + std::to_string(v->text.size())
                                                      : "";
      if (own.empty() || (!kind.empty() && kind != own))
        return {};
      kind = own;
    }
    out += kind + ",";
  }
  return out;
}

/// Two values are equal when their keys are; empty when no other is certainly equal.
std::string PartitionClaims::keyOf(const BoundValue &v) {
  switch (v.kind) {
  case BoundValue::Number: // plus 0, as -0 is 0
    return "n" + std::to_string(std::bit_cast<uint64_t>(v.number + 0.0));
  case BoundValue::Text:
    return "t" + v.text;
  case BoundValue::Least:
    return "<";
  case BoundValue::Greatest:
    return ">";
  case BoundValue::Other:
    break;
  }
  return {};
}

static int64_t positiveRest(int64_t value, int64_t modulus) {
  int64_t rest = value % modulus;
  return rest < 0 ? rest + modulus : rest;
}

//===--- ranges -----------------------------------------------------------===//

/// As no two of them overlap, they end in the order in which they begin: one of those that begin up
/// to there may reach into it, and of the others the next ones.
template <class Fn>
void PartitionClaims::Row::forOverlapping(const PartitionBound &bound, Fn f) const {
  auto it = ranges.upper_bound(&bound.first);
  if (it != ranges.begin())
    --it;
  for (; it != ranges.end() && compareBounds(*it->first, bound.end) < 0; ++it)
    if (overlap(*it->second.bound, bound))
      f(it->second.part);
}

void PartitionClaims::addRange(QName part, const Bound &bound) {
  if (!bound->closed)
    return; // overlaps nothing
  std::string kinds = kindsOf(*bound);
  bool isAlone = !kinds.empty() && compareBounds(bound->first, bound->end) < 0;
  if (isAlone)
    rows[kinds].forOverlapping(*bound, [&](QName) { isAlone = false; });
  if (isAlone)
    rows[kinds].ranges.emplace(&bound->first, Row::Range{part, bound});
  else
    loose.emplace(part, bound);
}

void PartitionClaims::removeRange(QName part, const PartitionBound &bound) {
  if (loose.erase(part) || !bound.closed)
    return;
  auto row = rows.find(kindsOf(bound));
  if (row == rows.end())
    return;
  row->second.ranges.erase(&bound.first);
  if (row->second.ranges.empty())
    rows.erase(row);
}

template <class Fn> void PartitionClaims::forRanges(const PartitionBound &bound, Fn f) const {
  if (!bound.closed)
    return;
  std::string kinds = kindsOf(bound);
  for (const auto &[of, row] : rows)
    if (!kinds.empty() && of == kinds)
      row.forOverlapping(bound, f);
    else
      for (const auto &[begin, range] : row.ranges)
        if (overlap(*range.bound, bound))
          f(range.part);
  for (const auto &[part, other] : loose)
    if (overlap(*other, bound))
      f(part);
}

//===--- hashes -----------------------------------------------------------===//

static bool isWhole(const PartitionBound &b) { return b.modulus && b.remainder && *b.modulus > 0; }

template <class Fn> void PartitionClaims::forHashes(const PartitionBound &bound, Fn f) const {
  if (!isWhole(bound))
    return;
  for (const auto &[modulus, parts] : hashes) {
    int64_t common = std::gcd(modulus, *bound.modulus);
    if (common == modulus) {
      auto [begin, end] = parts.equal_range(positiveRest(*bound.remainder, modulus));
      for (auto it = begin; it != end; ++it)
        f(it->second);
    } else {
      for (auto [remainder, part] : parts)
        if ((remainder - *bound.remainder) % common == 0)
          f(part);
    }
  }
}

//===--- all --------------------------------------------------------------===//

void PartitionClaims::add(QName part, Expr text, Bound bound) {
  texts.emplace(text.name(), part);
  if (bound && bound->kind == PartitionBound::Range) {
    addRange(part, bound);
  } else if (bound && bound->kind == PartitionBound::List) {
    for (const BoundValue &v : bound->first)
      if (std::string key = keyOf(v); !key.empty())
        values.emplace(std::move(key), part);
  } else if (bound && isWhole(*bound)) {
    hashes[*bound->modulus].emplace(positiveRest(*bound->remainder, *bound->modulus), part);
  }
  claims.insert_or_assign(part, Claim{text, std::move(bound)});
}

void PartitionClaims::remove(QName part) {
  auto it = claims.find(part);
  if (it == claims.end())
    return;
  auto [text, bound] = std::move(it->second);
  claims.erase(it);
  eraseOne(texts, text.name(), part);
  if (!bound)
    return;
  if (bound->kind == PartitionBound::Range) {
    removeRange(part, *bound);
  } else if (bound->kind == PartitionBound::List) {
    for (const BoundValue &v : bound->first)
      eraseOne(values, keyOf(v), part);
  } else if (isWhole(*bound)) {
    eraseOne(hashes[*bound->modulus], positiveRest(*bound->remainder, *bound->modulus), part);
  }
}

QName PartitionClaims::against(QName part, Expr text, const Bound &bound) const {
  QName first;
  auto found = [&](QName other) {
    if (other != part && (!first || other < first))
      first = other;
  };
  auto [begin, end] = texts.equal_range(text.name());
  for (auto it = begin; it != end; ++it)
    found(it->second);
  if (!bound)
    return first;
  if (bound->kind == PartitionBound::Range)
    forRanges(*bound, found);
  else if (bound->kind == PartitionBound::Hash)
    forHashes(*bound, found);
  else
    for (const BoundValue &v : bound->first)
      if (std::string key = keyOf(v); !key.empty()) {
        auto [from, to] = values.equal_range(key);
        for (auto it = from; it != to; ++it)
          found(it->second);
      }
  return first;
}

} // namespace schemac
