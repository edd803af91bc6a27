//===- ColumnTypes.cpp - Prisma's types in the database -------------------===//
#include "schemac/Words/Prisma/ColumnTypes.h"
#include "schemac/Words/Prisma/Literals.h"
#include <fmt/format.h>

namespace schemac::prisma {
namespace {

constexpr DefaultType defaults[] = {
#define DEFAULT_TYPE(PROVIDER, SCALAR, KIND, P0, P1, NATIVE)                                       \
  {Provider::PROVIDER, SCALAR, TypeKind::KIND, P0, P1, NATIVE},
#include "schemac/Words/Prisma/DefaultTypes.def"
};

/// PostgreSQL's names of types, for casts in defaults.
constexpr std::pair<TypeKind, std::string_view> spellings[] = {
    {TypeKind::Bool, "boolean"},
    {TypeKind::I16, "smallint"},
    {TypeKind::I32, "integer"},
    {TypeKind::I64, "bigint"},
    {TypeKind::F32, "real"},
    {TypeKind::F64, "double precision"},
    {TypeKind::Numeric, "numeric"},
    {TypeKind::Money, "money"},
    {TypeKind::Text, "text"},
    {TypeKind::VarChar, "varchar"},
    {TypeKind::Char, "char"},
    {TypeKind::Bytes, "bytea"},
    {TypeKind::Uuid, "uuid"},
    {TypeKind::Json, "json"},
    {TypeKind::JsonB, "jsonb"},
    {TypeKind::Xml, "xml"},
    {TypeKind::Inet, "inet"},
    {TypeKind::Oid, "oid"},
    {TypeKind::Bit, "bit"},
    {TypeKind::VarBit, "varbit"},
    {TypeKind::Date, "date"},
    {TypeKind::Time, "time"},
    {TypeKind::TimeTz, "timetz"},
    {TypeKind::Timestamp, "timestamp"},
    {TypeKind::TimestampTz, "timestamptz"},
    {TypeKind::CiText, "citext"},
};

} // namespace

std::span<const DefaultType> defaultTypes() { return defaults; }

std::string sqlSpelling(Type t) {
  if (t.is(TypeKind::Enum)) {
    QName n = t.enumName();
    return (n.ns ? quoteIdentifier(n.ns.str()) + "." : "") + quoteIdentifier(n.name.str());
  }
  if (t.is(TypeKind::Array))
    return sqlSpelling(t.element()) + "[]";
  if (t.is(TypeKind::Native))
    return t.native().string();
  std::string out;
  for (auto [kind, name] : spellings)
    if (t.is(kind))
      out = name;
  if (t.param(0) >= 0)
    out += fmt::format("({}{})", t.param(0),
                       t.param(1) >= 0 ? fmt::format(",{}", t.param(1)) : std::string());
  return out;
}

} // namespace schemac::prisma
