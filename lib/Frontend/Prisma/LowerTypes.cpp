//===- LowerTypes.cpp - Field types to column types -----------------------===//
#include "Lowering.h"
#include <charconv>

namespace schemac::prisma {
namespace {

int number(const Attribute &a, size_t i) {
  int n = -1;
  if (i < a.args.size()) {
    std::string_view text = a.args[i].value.value;
    std::from_chars(text.data(), text.data() + text.size(), n);
  }
  return n;
}

} // namespace

/// A type of its own, labels of the column, or a text where the database knows no enums.
Type Lowering::lowerEnumType(const Block &b) {
  if (provider == Provider::PostgreSql)
    return context.enumType(qualified(b));
  if (provider == Provider::Sqlite)
    return context.type(TypeKind::Text);
  std::vector<Name> labels;
  for (const EnumValue &v : b->values)
    labels.push_back(nameOf(v));
  return context.labelledType(TypeKind::InlineEnum, labels);
}

Type Lowering::elementType(const Block &b, const Field &f) {
  if (f.type.unsupported)
    return dialect->canonical(context, context.nativeType(f.type.name));
  std::optional<Scalar> scalar = scalarByName(f.type.name);
  if (DeclaredType type = declared(b, f); !type.isRelation && type.is(BlockKind::Enum))
    return lowerEnumType(*type.block);
  if (const Attribute *db = nativeAttribute(f)) {
    const NativeType *native = nativeType(provider, db->name.substr(db->name.find('.') + 1));
    if (native && native->kind == TypeKind::I8 && scalar == Boolean)
      return context.type(TypeKind::Bool); // as Prisma writes TINYINT(1)
    if (native && native->kind != TypeKind::Native)
      return context.type(native->kind, number(*db, 0), number(*db, 1));
  }
  for (const DefaultType &d : defaultTypes())
    if (scalar == d.scalar && provider == d.provider)
      return d.kind == TypeKind::Native ? context.nativeType(d.native)
                                        : context.type(d.kind, d.p0, d.p1);
  // Composite types are documents.
  return context.type(TypeKind::JsonB);
}

Type Lowering::lowerType(const Block &b, const Field &f) {
  Type t = elementType(b, f);
  return f.type.arity == Arity::List ? context.arrayType(t) : t;
}

} // namespace schemac::prisma
