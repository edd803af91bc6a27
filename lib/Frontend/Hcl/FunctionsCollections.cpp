//===- FunctionsCollections.cpp - Functions of lists and objects ----------===//
#include "Elements.h"
#include "Functions.h"
#include "Letters.h"
#include "Unify.h"
#include <algorithm>
#include <fmt/format.h>

namespace schemac::hcl {
namespace {

const Value::Items &items(Arguments a, size_t i) { return a[i].items(); }
Value list(Value::Items items) { return Value::sequence(ValueKind::List, std::move(items)); }
Value set(Value::Items items) { return Value::sequence(ValueKind::Set, std::move(items)); }

Elements elements(const Value &list) { return {list.items().begin(), list.items().end()}; }

constexpr size_t MaxItems = 20000, MaxRange = 100000;

Outcome length(Arguments a) {
  if (a[0].is(ValueKind::String))
    return Value::number(int64_t(graphemes(a[0].asString()).size()));
  if (a[0].isSequence())
    return Value::number(int64_t(items(a, 0).size()));
  if (a[0].isNamed())
    return Value::number(int64_t(a[0].members().size()));
  return Outcome::failure(fmt::format("{} has no length", describe(a[0])));
}

Outcome keys(Arguments a) {
  Value::Items out;
  for (const auto &m : a[0].members())
    out.push_back(Value::string(m.first));
  return list(std::move(out));
}

Outcome values(Arguments a) {
  Value::Items out;
  for (const auto &m : a[0].members())
    out.push_back(m.second);
  return list(std::move(out));
}

Outcome lookup(Arguments a) {
  auto it = a[0].members().find(a[1].asString());
  if (it != a[0].members().end())
    return it->second;
  if (a.size() == 3)
    return a[2];
  return Outcome::failure(fmt::format("there is no '{}'", a[1].asString()));
}

Outcome merge(Arguments a) {
  Value::Members out;
  for (const Value &v : a) {
    if (v.isNull())
      continue;
    if (!v.isNamed())
      return Outcome::failure(fmt::format("merges objects, and {} is none", describe(v)));
    for (const auto &[name, member] : v.members())
      out.insert_or_assign(name, member);
  }
  return Value::members(ValueKind::Object, std::move(out));
}

Outcome contains(Arguments a) {
  return Value::boolean(
      std::ranges::any_of(items(a, 0), [&](const Value &v) { return equal(v, a[1]); }));
}

Outcome element(Arguments a) {
  int64_t i = *a[1].asNumber().integer(), n = int64_t(items(a, 0).size());
  if (n == 0)
    return Outcome::failure("the list is empty");
  return items(a, 0)[size_t(((i % n) + n) % n)];
}

Outcome indexOf(Arguments a) {
  for (size_t i = 0; i < items(a, 0).size(); ++i)
    if (equal(items(a, 0)[i], a[1]))
      return Value::number(int64_t(i));
  return Outcome::failure("the list does not have it");
}

/// Of one type, where the arguments have one in common; else as they are.
Value::Items ofOneType(Value::Items all) {
  auto same = unified(all);
  return same ? std::move(*same) : std::move(all);
}

Outcome coalesce(Arguments a) {
  for (const Value &v : ofOneType({a.begin(), a.end()}))
    if (!v.isNull() && !(v.is(ValueKind::String) && v.asString().empty()))
      return v;
  return Outcome::failure("all arguments are null or empty");
}

Outcome coalescelist(Arguments a) {
  for (const Value &v : a)
    if (!v.items().empty())
      return v;
  return Outcome::failure("all lists are empty");
}

void flattenInto(const Value &v, Value::Items &out) {
  if (!v.isSequence()) {
    out.push_back(v);
    return;
  }
  for (const Value &x : v.items())
    flattenInto(x, out);
}

Outcome flatten(Arguments a) {
  Value::Items out;
  flattenInto(a[0], out);
  return Value::sequence(ValueKind::Tuple, std::move(out));
}

Outcome distinct(Arguments a) { return list(withoutRepeats(items(a, 0))); }

Outcome compact(Arguments a) {
  Value::Items out;
  for (const Value &v : items(a, 0))
    if (!v.isNull() && !(v.is(ValueKind::String) && v.asString().empty()))
      out.push_back(v);
  return list(std::move(out));
}

Outcome concat(Arguments a) {
  Value::Items out;
  for (const Value &v : a)
    out.insert(out.end(), v.items().begin(), v.items().end());
  return list(std::move(out));
}

Outcome range(Arguments a) {
  Number from = a.size() == 1 ? Number() : a[0].asNumber();
  Number to = a[a.size() == 1 ? 0 : 1].asNumber();
  Number step = a.size() == 3 ? a[2].asNumber() : Number(to < from ? -1 : 1);
  if (step.isZero())
    return Outcome::failure("the step must not be zero");
  Value::Items out;
  for (Number n = from; step.isNegative() ? to < n : n < to; n = n + step) {
    if (out.size() == MaxRange)
      return Outcome::failure("the list would be too long");
    out.push_back(Value::number(n));
  }
  return list(std::move(out));
}

Outcome reverse(Arguments a) {
  Value::Items out(items(a, 0).rbegin(), items(a, 0).rend());
  return list(std::move(out));
}

Outcome sort(Arguments a) {
  std::vector<std::string> texts;
  for (const Value &v : items(a, 0)) {
    Value s = toString(v);
    if (!s.is(ValueKind::String))
      return Outcome::failure(fmt::format("sorts strings, and {} is none", describe(v)));
    texts.push_back(s.asString());
  }
  std::sort(texts.begin(), texts.end());
  Value::Items out;
  for (std::string &t : texts)
    out.push_back(Value::string(std::move(t)));
  return list(std::move(out));
}

Outcome zipmap(Arguments a) {
  if (items(a, 0).size() != items(a, 1).size())
    return Outcome::failure("the lists are not equally long");
  Value::Members out;
  for (size_t i = 0; i < items(a, 0).size(); ++i) {
    Value name = toString(items(a, 0)[i]);
    if (!name.is(ValueKind::String))
      return Outcome::failure("the names must be strings");
    out.insert_or_assign(name.asString(), items(a, 1)[i]);
  }
  return Value::members(ValueKind::Object, std::move(out));
}

Outcome slice(Arguments a) {
  int64_t from = *a[1].asNumber().integer(), to = *a[2].asNumber().integer();
  if (from < 0 || to < from || to > int64_t(items(a, 0).size()))
    return Outcome::failure(fmt::format("{} to {} is not within the list", from, to));
  return list({items(a, 0).begin() + from, items(a, 0).begin() + to});
}

Outcome chunklist(Arguments a) {
  int64_t n = *a[1].asNumber().integer();
  if (n < 1)
    return Outcome::failure("the size must be at least 1");
  Value::Items out;
  const Value::Items &all = items(a, 0);
  for (size_t i = 0; i < all.size(); i += size_t(n)) {
    size_t end = std::min(all.size(), i + std::min(size_t(n), all.size()));
    out.push_back(list({all.begin() + long(i), all.begin() + long(end)}));
  }
  return list(std::move(out));
}

Outcome setUnion(Arguments a) {
  Value::Items all;
  for (const Value &v : a)
    all.insert(all.end(), v.items().begin(), v.items().end());
  return set(withoutRepeats(ofOneType(std::move(all))));
}

Outcome setIntersection(Arguments a) {
  Value::Items out = withoutRepeats(items(a, 0));
  for (const Value &other : a.subspan(1)) {
    Elements there = elements(other);
    std::erase_if(out, [&](const Value &v) { return !there.contains(v); });
  }
  return set(std::move(out));
}

Outcome setSubtract(Arguments a) {
  Value::Items out = withoutRepeats(items(a, 0));
  Elements gone = elements(a[1]);
  std::erase_if(out, [&](const Value &v) { return gone.contains(v); });
  return set(std::move(out));
}

/// Every combination of an element from each list.
Outcome setProduct(Arguments a) {
  std::vector<Value::Items> rows{{}};
  for (const Value &v : a) {
    std::vector<Value::Items> longer;
    if (rows.size() * v.items().size() > MaxItems)
      return Outcome::failure("there are too many combinations");
    for (const Value::Items &row : rows)
      for (const Value &x : v.items()) {
        longer.push_back(row);
        longer.back().push_back(x);
      }
    rows = std::move(longer);
  }
  Value::Items out;
  for (Value::Items &row : rows)
    out.push_back(Value::sequence(ValueKind::Tuple, std::move(row)));
  return list(std::move(out));
}

Outcome sum(Arguments a) {
  Number total;
  for (const Value &v : items(a, 0)) {
    Value n = toNumber(v);
    if (!n.is(ValueKind::Number))
      return Outcome::failure(fmt::format("adds numbers, and {} is none", describe(v)));
    total = total + n.asNumber();
  }
  return Value::number(total);
}

template <bool All> Outcome truth(Arguments a) {
  for (const Value &v : items(a, 0)) {
    Value b = toBool(v);
    if (b.is(ValueKind::Bool) && b.asBool() != All)
      return Value::boolean(!All);
  }
  return Value::boolean(All);
}

Outcome one(Arguments a) {
  if (items(a, 0).size() > 1)
    return Outcome::failure("the list has more than one element");
  return items(a, 0).empty() ? Value::null() : items(a, 0)[0];
}

constexpr unsigned Any = UINT32_MAX;
constexpr Function Table[] = {
    {"length", 1, 1, "a", length},
    {"keys", 1, 1, "m", keys},
    {"values", 1, 1, "m", values},
    {"lookup", 2, 3, "msa", lookup},
    {"merge", 0, Any, "a", merge},
    {"contains", 2, 2, "la", contains},
    {"element", 2, 2, "li", element},
    {"index", 2, 2, "la", indexOf},
    {"coalesce", 1, Any, "a", coalesce},
    {"coalescelist", 1, Any, "l", coalescelist},
    {"flatten", 1, 1, "l", flatten},
    {"distinct", 1, 1, "l", distinct},
    {"compact", 1, 1, "l", compact},
    {"concat", 1, Any, "l", concat},
    {"range", 1, 3, "n", range},
    {"reverse", 1, 1, "l", reverse},
    {"sort", 1, 1, "l", sort},
    {"zipmap", 2, 2, "l", zipmap},
    {"slice", 3, 3, "lii", slice},
    {"chunklist", 2, 2, "li", chunklist},
    {"setunion", 1, Any, "l", setUnion},
    {"setintersection", 1, Any, "l", setIntersection},
    {"setsubtract", 2, 2, "l", setSubtract},
    {"setproduct", 1, Any, "l", setProduct},
    {"sum", 1, 1, "l", sum},
    {"alltrue", 1, 1, "l", truth<true>},
    {"anytrue", 1, 1, "l", truth<false>},
    {"one", 1, 1, "l", one},
};

} // namespace

std::span<const Function> collectionFunctions() { return Table; }

} // namespace schemac::hcl
