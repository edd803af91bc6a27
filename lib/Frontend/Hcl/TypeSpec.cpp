//===- TypeSpec.cpp - Values as values of a stated type -------------------===//
#include "Elements.h"
#include "schemac/Frontend/Hcl/Value.h"
#include <algorithm>

namespace schemac::hcl {

std::string describe(const TypeSpec &t) {
  switch (t.kind) {
  case TypeSpec::Any:
    return "a value";
  case TypeSpec::Bool:
    return "true or false";
  case TypeSpec::Number:
    return "a number";
  case TypeSpec::String:
    return "a string";
  case TypeSpec::List:
    return "a list, each " + describe(t.elements[0]);
  case TypeSpec::Set:
    return "a set, each " + describe(t.elements[0]);
  case TypeSpec::Map:
    return "a map, each " + describe(t.elements[0]);
  case TypeSpec::Tuple:
    return "a tuple of " + std::to_string(t.elements.size());
  case TypeSpec::Object:
    return "an object";
  }
  return {};
}

static std::optional<Value> convertSequence(const Value &v, const TypeSpec &type) {
  bool fixed = type.kind == TypeSpec::Tuple;
  if (!v.isSequence() || (fixed && v.items().size() != type.elements.size()))
    return std::nullopt;
  Value::Items items;
  for (size_t i = 0; i < v.items().size(); ++i) {
    auto item = convert(v.items()[i], type.elements[fixed ? i : 0]);
    if (!item)
      return std::nullopt;
    items.push_back(std::move(*item));
  }
  if (type.kind == TypeSpec::Set)
    items = withoutRepeats(items);
  ValueKind kind = fixed                         ? ValueKind::Tuple
                   : type.kind == TypeSpec::List ? ValueKind::List
                                                 : ValueKind::Set;
  return Value::sequence(kind, std::move(items)).at(v.range);
}

static std::optional<Value> convertNamed(const Value &v, const TypeSpec &type) {
  if (!v.isNamed())
    return std::nullopt;
  Value::Members members;
  if (type.kind == TypeSpec::Map) {
    for (const auto &[name, member] : v.members()) {
      auto value = convert(member, type.elements[0]);
      if (!value)
        return std::nullopt;
      members.emplace(name, std::move(*value));
    }
    return Value::members(ValueKind::Map, std::move(members)).at(v.range);
  }
  for (const auto &[name, of] : type.attributes) {
    auto it = v.members().find(name);
    bool given = it != v.members().end();
    auto missing = type.optional.find(name);
    if (!given && missing == type.optional.end())
      return std::nullopt;
    // An explicit null is as good as nothing.
    bool replaced = missing != type.optional.end() && (!given || it->second.isNull());
    auto value = replaced ? missing->second : convert(it->second, of);
    if (!value)
      return std::nullopt;
    members.emplace(name, std::move(*value));
  }
  return Value::members(ValueKind::Object, std::move(members)).at(v.range);
}

std::optional<Value> convert(const Value &v, const TypeSpec &type) {
  if (v.isUnknown() || v.isNull() || type.kind == TypeSpec::Any)
    return v;
  Value out;
  switch (type.kind) {
  case TypeSpec::Bool:
    out = toBool(v);
    break;
  case TypeSpec::Number:
    out = toNumber(v);
    break;
  case TypeSpec::String:
    out = toString(v);
    break;
  case TypeSpec::List:
  case TypeSpec::Set:
  case TypeSpec::Tuple:
    return convertSequence(v, type);
  default:
    return convertNamed(v, type);
  }
  if (out.isUnknown())
    return std::nullopt;
  return out;
}

} // namespace schemac::hcl
