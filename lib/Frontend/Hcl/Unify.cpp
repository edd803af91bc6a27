//===- Unify.cpp - Values of different types where one is meant -----------===//
#include "Unify.h"

namespace schemac::hcl {
namespace {

/// Values that stand for the types of many: one of each primitive kind, and whatever is not
/// primitive.
class TypesOf {
public:
  void add(const Value &v) {
    if (v.isPrimitive()) {
      const Value *&of = primitive[size_t(v.kind())];
      of = of ? of : &v;
    } else if (!v.isNull()) {
      others.push_back(&v);
    }
  }
  /// \p v as a value of the type that all can have.
  std::optional<Value> convert(const Value &v) const {
    std::optional<Value> out = v;
    for (const Value *p : primitive)
      if (p && out)
        out = unified(*out, *p);
    for (const Value *o : others)
      if (out)
        out = unified(*out, *o);
    return out;
  }
  bool isTooMuch() const { return others.size() > 500; }

private:
  const Value *primitive[size_t(ValueKind::String) + 1] = {};
  std::vector<const Value *> others;
};

std::optional<Value> unifiedSequence(const Value &v, const Value &other) {
  const Value::Items &a = v.items(), &b = other.items();
  Value::Items items;
  if (v.is(ValueKind::Tuple) && other.is(ValueKind::Tuple) && a.size() == b.size()) {
    for (size_t i = 0; i < a.size(); ++i)
      if (auto item = unified(a[i], b[i]))
        items.push_back(std::move(*item));
    if (items.size() == a.size())
      return Value::sequence(ValueKind::Tuple, std::move(items)).at(v.range);
    items.clear();
  }
  TypesOf types;
  for (const Value::Items *list : {&a, &b})
    for (const Value &item : *list)
      types.add(item);
  if (types.isTooMuch())
    return v;
  for (const Value &item : a) {
    auto as = types.convert(item);
    if (!as)
      return std::nullopt;
    items.push_back(std::move(*as));
  }
  bool isSet = v.is(ValueKind::Set) && !other.is(ValueKind::List);
  return Value::sequence(isSet ? ValueKind::Set : ValueKind::List, std::move(items)).at(v.range);
}

bool sameNames(const Value::Members &a, const Value::Members &b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const auto &x, const auto &y) { return x.first == y.first; });
}

std::optional<Value> unifiedNamed(const Value &v, const Value &other) {
  const Value::Members &a = v.members(), &b = other.members();
  Value::Members members;
  if (v.is(ValueKind::Object) && other.is(ValueKind::Object) && sameNames(a, b)) {
    for (auto x = a.begin(), y = b.begin(); x != a.end(); ++x, ++y)
      if (auto member = unified(x->second, y->second))
        members.emplace(x->first, std::move(*member));
    if (members.size() == a.size())
      return Value::members(ValueKind::Object, std::move(members)).at(v.range);
    members.clear();
  }
  TypesOf types;
  for (const Value::Members *all : {&a, &b})
    for (const auto &member : *all)
      types.add(member.second);
  if (types.isTooMuch())
    return v;
  for (const auto &[name, member] : a) {
    auto as = types.convert(member);
    if (!as)
      return std::nullopt;
    members.emplace(name, std::move(*as));
  }
  return Value::members(ValueKind::Map, std::move(members)).at(v.range);
}

bool isOfNoType(const Value &v) {
  return v.isUnknown() || v.isNull() || v.is(ValueKind::Reference);
}

} // namespace

std::optional<Value> unified(const Value &v, const Value &other) {
  if (isOfNoType(v) || isOfNoType(other) || (v.isPrimitive() && v.kind() == other.kind()))
    return v;
  if (v.isPrimitive() && other.isPrimitive())
    return v.is(ValueKind::String) || other.is(ValueKind::String) ? std::optional(toString(v))
                                                                  : std::nullopt;
  if (v.isSequence() && other.isSequence())
    return unifiedSequence(v, other);
  if (v.isNamed() && other.isNamed())
    return unifiedNamed(v, other);
  return std::nullopt;
}

std::optional<Value::Items> unified(const Value::Items &items) {
  TypesOf types;
  for (const Value &item : items)
    types.add(item);
  if (types.isTooMuch())
    return items;
  Value::Items out;
  for (const Value &item : items) {
    auto as = types.convert(item);
    if (!as)
      return std::nullopt;
    out.push_back(std::move(*as));
  }
  return out;
}

} // namespace schemac::hcl
