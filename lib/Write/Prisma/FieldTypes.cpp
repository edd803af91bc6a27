//===- FieldTypes.cpp - Types of columns as types of fields ---------------===//
#include "Write/Prisma/FieldTypes.h"
#include "Write/Prisma/Layout.h"
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
static FieldType unknown(const Dialect &dialect, Type type) {
  std::string name = dialect.typeName(type);
  if (name.find('"') == name.npos && !type.is(TypeKind::Native))
    name = llvm::StringRef(name).lower();
  return {fmt::format("Unsupported({})", doubleQuoted(name)), {}, {}, {}, nullptr, false};
}

static FieldType elementType(const Schema &schema, const ClientNames &names, const Dialect &dialect,
                             Type type) {
  if (type.is(TypeKind::Enum))
    if (const Enum *e = schema.enumType(type.enumName()); e && !e->labels.empty())
      return {names.enumName(e->name), {}, {}, {}, e, false};
  const NativeType *native = nullptr;
  for (const NativeType &t : nativeTypes())
    if (t.provider == Provider::PostgreSql && type.is(t.kind) && t.kind != TypeKind::Native)
      native = &t;
  for (const DefaultType &d : defaultTypes())
    if (type.is(d.kind) && type.param(0) == d.p0 && type.param(1) == d.p1)
      return {std::string(scalarName(d.scalar)), {},      d.scalar,
              native ? native->name : "",        nullptr, false};
  std::optional<std::string> args = native ? arguments(*native, type) : std::nullopt;
  if (!args)
    return unknown(dialect, type);
  Scalar scalar = static_cast<Scalar>(native->scalars);
  return {std::string(scalarName(scalar)),
          fmt::format("@db.{}{}", native->name, *args),
          scalar,
          native->name,
          nullptr,
          false};
}

FieldType fieldType(const Schema &schema, const ClientNames &names, const Dialect &dialect,
                    Type type) {
  if (!type.is(TypeKind::Array))
    return elementType(schema, names, dialect, type);
  if (type.element().is(TypeKind::Array))
    return unknown(dialect, type);
  FieldType out = elementType(schema, names, dialect, type.element());
  out.list = true;
  return out;
}

bool sameFieldType(const FieldType &a, const FieldType &b) {
  return a.list == b.list && (a.scalar || b.scalar ? a.scalar == b.scalar
                                                   : a.enumType == b.enumType && a.name == b.name);
}

} // namespace schemac::prisma_form
