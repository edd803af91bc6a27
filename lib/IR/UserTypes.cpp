//===- UserTypes.cpp - Types that a schema defines, and sequences ---------===//
#include "schemac/IR/Schema.h"
#include <algorithm>
#include <limits>

namespace schemac {

template <class V> static auto findPart(V &list, Name n) -> decltype(list.data()) {
  for (auto &part : list)
    if (part.name == n)
      return &part;
  return nullptr;
}

const Constraint *Domain::check(Name n) const { return findPart(checks, n); }
Constraint *Domain::check(Name n) { return findPart(checks, n); }
const Attribute *Composite::attribute(Name n) const { return findPart(attributes, n); }
Attribute *Composite::attribute(Name n) { return findPart(attributes, n); }

//===--- equality ---------------------------------------------------------===//

bool same(const Domain &a, const Domain &b) {
  return a.name == b.name && a.base == b.base && a.collation == b.collation &&
         a.defaultExpr == b.defaultExpr && a.notNull == b.notNull &&
         a.checks.size() == b.checks.size() &&
         std::all_of(a.checks.begin(), a.checks.end(), [&](const Constraint &c) {
           const Constraint *other = b.check(c.name);
           return other && sameConstraint(c, *other);
         });
}

bool same(const Composite &a, const Composite &b) {
  return a.name == b.name && a.attributes.size() == b.attributes.size() &&
         std::all_of(a.attributes.begin(), a.attributes.end(), [&](const Attribute &x) {
           const Attribute *y = b.attribute(x.name);
           return y && x.type == y->type && x.collation == y->collation;
         });
}

bool same(const RangeType &a, const RangeType &b) {
  return a.name == b.name && a.subtype == b.subtype && a.opclass == b.opclass &&
         a.collation == b.collation && a.subtypeDiff == b.subtypeDiff &&
         a.multirange == b.multirange;
}

bool sameOptions(const Sequence &a, const Sequence &b) {
  return a.type == b.type && a.start == b.start && a.increment == b.increment && a.min == b.min &&
         a.max == b.max && a.cache == b.cache && a.cycle == b.cycle;
}

bool same(const Sequence &a, const Sequence &b) {
  return a.name == b.name && a.ownedBy == b.ownedBy && sameOptions(a, b);
}

//===--- sequences --------------------------------------------------------===//

template <class T> static std::pair<int64_t, int64_t> limits() {
  return {std::numeric_limits<T>::min(), std::numeric_limits<T>::max()};
}

void fillDefaults(Sequence &s, SequenceBounds said) {
  auto [least, most] = s.type.is(TypeKind::I16)   ? limits<int16_t>()
                       : s.type.is(TypeKind::I32) ? limits<int32_t>()
                                                  : limits<int64_t>();
  bool up = s.increment > 0;
  if (!said.min)
    s.min = up ? 1 : least;
  if (!said.max)
    s.max = up ? most : -1;
  if (!said.start)
    s.start = up ? s.min : s.max;
}

std::string_view sequenceFault(const Sequence &s) {
  if (s.type && !s.type.isInteger())
    return "a type that is not i16, i32 or i64";
  Sequence whole;
  whole.type = s.type;
  fillDefaults(whole, {});
  Sequence down = whole;
  down.increment = -1;
  fillDefaults(down, {});
  if (s.increment == 0)
    return "an increment of zero";
  if (s.cache < 1)
    return "a cache of less than one";
  if (s.max > whole.max || s.min < down.min)
    return "bounds beyond its type";
  if (s.min >= s.max)
    return "a minimum that is not less than the maximum";
  if (s.start < s.min || s.start > s.max)
    return "a start outside of its bounds";
  return "";
}

//===--- what a type name means -------------------------------------------===//

Type baseOf(const Schema &schema, Type type) {
  // A state that is not sound may have a circle.
  for (unsigned depth = 0; type.is(TypeKind::Domain) && depth < 32; ++depth) {
    const Domain *domain = schema.find<Domain>(type.named());
    if (!domain)
      break;
    type = domain->base;
  }
  return type;
}

bool isConstrained(const Schema &schema, Type type) {
  for (unsigned depth = 0; type.is(TypeKind::Domain) && depth < 32; ++depth) {
    const Domain *domain = schema.find<Domain>(type.named());
    if (!domain || domain->isConstrained())
      return true; // what is not known may refuse anything
    type = domain->base;
  }
  return type.is(TypeKind::Array) && isConstrained(schema, type.element());
}

bool hasEquality(Type type) {
  if (!type)
    return false;
  while (type.is(TypeKind::Array))
    type = type.element();
  switch (type.kind()) {
  case TypeKind::Numeric: // 1.0 equals 1.00, and is not the same
    return type.param(0) >= 0;
  case TypeKind::CiText:
  case TypeKind::Interval: // 30 days equal a month
  case TypeKind::TimeTz:
  case TypeKind::Json:
  case TypeKind::Xml:
  case TypeKind::JsonPath:
  case TypeKind::Point:
  case TypeKind::LSeg:
  case TypeKind::Box:
  case TypeKind::Path:
  case TypeKind::Polygon:
  case TypeKind::Circle:
  case TypeKind::Line:
  case TypeKind::Domain:
  case TypeKind::Composite:
  case TypeKind::Native:
    return false;
  default:
    return true;
  }
}

bool isDefined(const Schema &schema, Type type) {
  while (type.is(TypeKind::Array))
    type = type.element();
  switch (type ? type.kind() : TypeKind::Text) {
  case TypeKind::Enum:
    return schema.find<Enum>(type.named());
  case TypeKind::Domain:
    return schema.find<Domain>(type.named());
  case TypeKind::Composite: // also the rows of a relation
    return schema.find<Composite>(type.named()) || schema.table(type.named()) ||
           schema.views().find(type.named());
  case TypeKind::Range:
    return schema.find<RangeType>(type.named());
  default:
    return true;
  }
}

} // namespace schemac
