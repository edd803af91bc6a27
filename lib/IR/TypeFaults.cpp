//===- TypeFaults.cpp - Types that no server has --------------------------===//
#include "schemac/IR/Structure.h"
#include "schemac/IR/Traits.h"
#include <algorithm>
#include <fmt/core.h>

namespace schemac {

namespace {
/// The least and the most that the first parameter of a type may be.
struct ParameterRange {
  TypeKind kind;
  int least, most;
  std::string_view what;
};
} // namespace

static constexpr ParameterRange Ranges[] = {
    {TypeKind::VarChar, 1, 10485760, "length"}, {TypeKind::Char, 1, 10485760, "length"},
    {TypeKind::Bit, 1, 83886080, "length"},     {TypeKind::VarBit, 1, 83886080, "length"},
    {TypeKind::Numeric, 1, 1000, "precision"},
};

/// Whether the type is one of arguments and results that no column can have.
static bool isPseudoType(std::string_view name) {
  static constexpr std::pair<std::string_view, bool> types[] = {
#define SERVER_TYPE(NAME, IS_PSEUDO) {NAME, IS_PSEUDO},
#include "schemac/IR/ServerTypes.def"
  };
  return std::ranges::any_of(types, [&](auto &t) { return t.second && t.first == name; });
}

static Type innermost(Type type) {
  while (type.is(TypeKind::Array))
    type = type.element();
  return type;
}

/// PostgreSQL before 15 had no negative scales, and none beyond the precision.
static std::string scaleFault(Type type, int least, int most) {
  int scale = type.param(1);
  if (type.param(0) < 0 || scale == -1 || (scale >= least && scale <= most))
    return {};
  return fmt::format("a scale is {} to {}, and not {}", least, most, scale);
}

std::string pseudoTypeFault(Type type) {
  Type inner = type ? innermost(type) : type;
  if (!inner || !inner.is(TypeKind::Native))
    return {};
  std::string_view name = inner.native().str();
  return isPseudoType(name)
             ? fmt::format("{} is a type of arguments and results, and of no column", name)
             : std::string();
}

std::string parametersFault(const Schema &schema, Type type) {
  Type inner = type ? innermost(type) : type;
  if (!inner)
    return {};
  for (const ParameterRange &r : Ranges)
    if (int n = inner.param(0); inner.is(r.kind) && n != -1 && (n < r.least || n > r.most))
      return fmt::format("the {} of {} is {} to {}, and not {}", r.what,
                         typeInfo(inner.kind()).spelling, r.least, r.most, n);
  if (!inner.is(TypeKind::Numeric))
    return {};
  bool old = schema.version && schema.version < 15;
  return old ? scaleFault(inner, 0, inner.param(0)) : scaleFault(inner, -1000, 1000);
}

/// What the domains of the schema come down to; a circle of them, to one of these.
static Type withoutDomains(const Schema &schema, Type type, bool intoArrays) {
  for (unsigned depth = 0; depth < 64; ++depth) {
    if (intoArrays)
      type = innermost(type);
    const Domain *domain = type.is(TypeKind::Domain) ? schema.find<Domain>(type.named()) : nullptr;
    if (!domain || !domain->base)
      break;
    type = domain->base;
  }
  return type;
}

bool refusesCollation(const Schema &schema, Type type) {
  if (!type)
    return false;
  switch (withoutDomains(schema, type, true).kind()) {
  case TypeKind::Text:
  case TypeKind::VarChar:
  case TypeKind::Char:
  case TypeKind::CiText:
  case TypeKind::Domain: // of somewhere else
  case TypeKind::Native:
    return false;
  default:
    return true;
  }
}

bool lacksOrder(const Schema &schema, Type type) {
  if (!type)
    return false;
  switch (withoutDomains(schema, type, false).kind()) {
  case TypeKind::Json:
  case TypeKind::JsonPath:
  case TypeKind::Xml:
  case TypeKind::Xid:
  case TypeKind::Point:
  case TypeKind::Line:
  case TypeKind::LSeg:
  case TypeKind::Box:
  case TypeKind::Path:
  case TypeKind::Polygon:
  case TypeKind::Circle:
    return true;
  default:
    return false;
  }
}

} // namespace schemac
