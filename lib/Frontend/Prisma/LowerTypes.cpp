//===- LowerTypes.cpp - Field types to column types -----------------------===//
#include "Literals.h"
#include "Lowering.h"
#include <charconv>

namespace schemac::prisma {
namespace {

/// A column's type where no `@db.` attribute says another.
struct DefaultType {
  Scalar scalar;
  TypeKind kind;
  int p0 = -1, p1 = -1;
};
constexpr DefaultType defaults[] = {
    {String, TypeKind::Text},
    {Int, TypeKind::I32},
    {BigInt, TypeKind::I64},
    {Float, TypeKind::F64},
    {Decimal, TypeKind::Numeric, 65, 30},
    {Boolean, TypeKind::Bool},
    {DateTime, TypeKind::Timestamp, 3},
    {Json, TypeKind::JsonB},
    {Bytes, TypeKind::Bytes},
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

int number(const Attribute &a, size_t i) {
  int n = -1;
  if (i < a.args.size()) {
    std::string_view text = a.args[i].value.value;
    std::from_chars(text.data(), text.data() + text.size(), n);
  }
  return n;
}

} // namespace

Type Lowering::elementType(const Field &f) {
  if (f.type.unsupported)
    return context.nativeType(f.type.name);
  std::optional<Scalar> scalar = scalarByName(f.type.name);
  const Block *e = scalar ? nullptr : decls.find(f.type.name, BlockKind::Enum);
  if (e)
    return context.enumType(qualified(*e));
  if (const Attribute *db = nativeAttribute(f)) {
    const NativeType *native = nativeType(provider, db->name.substr(db->name.find('.') + 1));
    if (native && native->kind != TypeKind::Native)
      return context.type(native->kind, number(*db, 0), number(*db, 1));
  }
  for (const DefaultType &d : defaults)
    if (scalar == d.scalar)
      return context.type(d.kind, d.p0, d.p1);
  // Composite types are documents.
  return context.type(TypeKind::JsonB);
}

Type Lowering::lowerType(const Field &f) {
  Type t = elementType(f);
  return f.type.arity == Arity::List ? context.arrayType(t) : t;
}

std::string Lowering::spelling(Type t) const {
  if (t.is(TypeKind::Enum)) {
    QName n = t.enumName();
    return (n.ns ? quoteIdentifier(n.ns.str()) + "." : "") + quoteIdentifier(n.name.str());
  }
  if (t.is(TypeKind::Array))
    return spelling(t.element()) + "[]";
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
