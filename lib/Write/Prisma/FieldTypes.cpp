//===- FieldTypes.cpp - Types of columns as types of fields ---------------===//
#include "Write/Prisma/FieldTypes.h"
#include "Write/Prisma/Layout.h"
#include "schemac/Dialect/Sqlite/Sqlite.h"
#include "schemac/Words/Prisma/ColumnTypes.h"
#include "llvm/ADT/StringRef.h"
#include <fmt/format.h>

namespace schemac::prisma_form {

using namespace prisma;

static std::string_view scalarName(Scalar s) {
  for (std::string_view name :
       {"Int", "BigInt", "Float", "Decimal", "String", "Boolean", "DateTime", "Json", "Bytes"})
    if (scalarByName(name) == s)
      return name;
  return {};
}

/// The parameters as the attribute takes them; nothing when it does not take these.
static std::optional<std::string> arguments(const NativeType &native, Type type) {
  int p0 = type.param(0), p1 = type.param(1);
  if (p0 < 0)
    return p1 < 0 && native.minParams == 0 ? std::optional<std::string>("") : std::nullopt;
  if (native.maxParams == 2)
    return p1 >= 0 ? std::optional(fmt::format("({}, {})", p0, p1)) : std::nullopt;
  return native.maxParams == 1 && p1 < 0 ? std::optional(fmt::format("({})", p0)) : std::nullopt;
}

/// The database's word for it, for a type that the language does not know.
static FieldType unknown(const Target &target, Type type) {
  std::string name = target.dialect.typeName(type);
  bool labels = type.is(TypeKind::InlineEnum) || type.is(TypeKind::Set);
  if (name.find('"') == name.npos && !type.is(TypeKind::Native) && !labels)
    name = llvm::StringRef(name).lower();
  return {fmt::format("Unsupported({})", doubleQuoted(name)), {}, {}, {}, nullptr, false};
}

/// Of an attribute that fits several, the one that such a column is to the client.
static Scalar scalarOf(const NativeType &native, Type type) {
  if (native.scalars == (Boolean | Int))
    return Int; // TINYINT(1) is a type of its own
  if (native.scalars == (Boolean | Bytes))
    return type.param(0) == 1 ? Boolean : Bytes;
  return static_cast<Scalar>(native.scalars);
}

static bool isDefault(const DefaultType &d, Type type) {
  if (d.kind == TypeKind::Native)
    return type.is(TypeKind::Native) && type.native().str() == d.native;
  return type.is(d.kind) && type.param(0) == d.p0 && type.param(1) == d.p1;
}

/// A type of SQLite means no more than its affinity, so a field has the scalar that is nearest.
static std::optional<Scalar> nearestScalar(const Target &target, Type type) {
  switch (type.kind()) {
  case TypeKind::Date:
  case TypeKind::Timestamp:
  case TypeKind::TimestampTz:
    return DateTime;
  case TypeKind::Json:
    return Json;
  case TypeKind::U64:
    return BigInt;
  case TypeKind::Numeric:
    return Decimal;
  case TypeKind::Uuid:
    return String;
  default:
    break;
  }
  std::string name = target.dialect.typeName(type);
  if (name.starts_with("decimal"))
    return Decimal;
  switch (sqlite::affinity(name)) {
  case sqlite::Affinity::Text:
    return String;
  case sqlite::Affinity::Integer:
    return name.starts_with("big") ? BigInt : Int;
  case sqlite::Affinity::Real:
    return Float;
  default:
    return std::nullopt;
  }
}

static FieldType elementType(const Schema &schema, const ClientNames &names, const Target &target,
                             Type type) {
  if (type.is(TypeKind::Enum))
    if (const Enum *e = schema.enumType(type.enumName()); e && !e->labels.empty())
      return {names.enumName(e->name), {}, {}, {}, e, false};
  const NativeType *native = nullptr;
  for (const NativeType &t : nativeTypes())
    if (t.provider == target.provider && type.is(t.kind) && t.kind != TypeKind::Native)
      native = &t;
  for (const DefaultType &d : defaultTypes())
    if (d.provider == target.provider && isDefault(d, type))
      return {std::string(scalarName(d.scalar)), {},      d.scalar,
              native ? native->name : "",        nullptr, false};
  if (target.is(Provider::Sqlite))
    if (std::optional<Scalar> scalar = nearestScalar(target, type))
      return {std::string(scalarName(*scalar)), {}, scalar, {}, nullptr, false, true};
  std::optional<std::string> args = native ? arguments(*native, type) : std::nullopt;
  if (!args)
    return unknown(target, type);
  Scalar scalar = scalarOf(*native, type);
  return {std::string(scalarName(scalar)),
          fmt::format("@db.{}{}", native->name, *args),
          scalar,
          native->name,
          nullptr,
          false};
}

FieldType fieldType(const Schema &schema, const ClientNames &names, const Target &target,
                    Type type) {
  if (!type.is(TypeKind::Array))
    return elementType(schema, names, target, type);
  if (type.element().is(TypeKind::Array))
    return unknown(target, type);
  FieldType out = elementType(schema, names, target, type.element());
  out.list = true;
  return out;
}

bool sameFieldType(const FieldType &a, const FieldType &b) {
  return a.list == b.list && (a.scalar || b.scalar ? a.scalar == b.scalar
                                                   : a.enumType == b.enumType && a.name == b.name);
}

} // namespace schemac::prisma_form
