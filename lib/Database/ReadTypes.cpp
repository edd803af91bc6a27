//===- ReadTypes.cpp - Namespaces, extensions and types -------------------===//
#include "Reader.h"
#include "llvm/ADT/StringRef.h"

namespace schemac::database {

Type Reader::typeOf(Oid oid, std::string_view text) {
  if (auto it = types.find(oid); it != types.end())
    return it->second;
  std::string name = unqualified(text);
  Type found = dialect.canonical(context, context.nativeType(name));
  if (!found.is(TypeKind::Native))
    return found;
  // What comes with an extension, wherever that is.
  llvm::StringRef element = name;
  if (element.consume_back("[]"))
    return context.arrayType(typeOf(0, std::string_view(element.data(), element.size())));
  return element.ends_with(".citext") ? context.type(TypeKind::CiText) : found;
}

namespace {
/// The columns of queries::objects.
enum Column { Kind, Number, Ns, Called, Owner, Order, A, B, C, D, E, F };
} // namespace

/// What a name of a type means must be known before the first type is read.
static TypeKind typeKind(char kind) {
  return kind == 'e'   ? TypeKind::Enum
         : kind == 'd' ? TypeKind::Domain
         : kind == 'r' ? TypeKind::Range
                       : TypeKind::Composite;
}

/// What a server calls the multirange of a range that does not say.
static std::string usualMultirange(std::string range) {
  size_t at = range.find("range");
  return at == range.npos ? range + "_multirange" : range.replace(at, 5, "multirange");
}

void Reader::readObjects(const Rows &rows) {
  for (int i = 0; i < rows.size(); ++i) {
    char kind = rows.letter(i, Kind);
    if (kind == 'e' || kind == 'd' || kind == 'r' || kind == 'c' || kind == 'w')
      types[rows.number(i, Number)] =
          context.namedType(typeKind(kind), qname(rows.text(i, Ns), rows.text(i, Called)));
  }
  for (int i = 0; i < rows.size(); ++i)
    if (auto it = types.find(rows.number(i, A)); rows.letter(i, Kind) == 'a' && it != types.end())
      types[rows.number(i, Number)] = context.arrayType(it->second);
  Schema &schema = out.schema;
  for (int i = 0; i < rows.size(); ++i) {
    Oid oid = rows.number(i, Number);
    QName named = qname(rows.text(i, Ns), rows.text(i, Called));
    Name owner = name(rows, i, Owner);
    auto put = [&](auto entity, KindId kind, char catalog) {
      entity.name = named;
      entity.owner = owner;
      place(catalog, oid, {kind, named, PartKind::None, Name()});
      schema.put(std::move(entity));
    };
    switch (rows.letter(i, Kind)) {
    case 'b':
      out.databaseOwner = owner;
      break;
    case 'n':
      put(Namespace(), KindId::Namespace, 'n');
      break;
    case 'x': {
      Extension x;
      x.version = name(rows, i, A);
      x.schema = name(rows, i, B);
      put(std::move(x), KindId::Extension, 'x');
      break;
    }
    case 'e': { // a row for each label
      if (!schema.find<Enum>(named))
        put(Enum(), KindId::Enum, 't');
      if (!rows.isNull(i, A))
        schema.edit<Enum>(named)->labels.push_back({context.name(rows.text(i, A)), {}, {}});
      break;
    }
    case 'd': {
      Domain d;
      d.base = typeOf(rows.number(i, B), rows.text(i, A));
      d.defaultExpr = expr(rows, i, C);
      d.notNull = rows.flag(i, D);
      d.collation = name(rows, i, E);
      domains[oid] = named;
      put(std::move(d), KindId::Domain, 't');
      break;
    }
    case 'r': {
      RangeType r;
      r.subtype = typeOf(rows.number(i, B), rows.text(i, A));
      r.opclass = name(rows, i, C);
      r.subtypeDiff = name(rows, i, D);
      r.collation = name(rows, i, F);
      r.multirange = name(rows, i, E);
      if (r.multirange && r.multirange.str() == usualMultirange(named.name.string()))
        r.multirange = Name();
      put(std::move(r), KindId::RangeType, 't');
      break;
    }
    case 'c': {
      Composite &c = composites.emplace_back();
      c.name = named;
      c.owner = owner;
      place('t', oid, {KindId::Composite, named, PartKind::None, Name()});
      compositeOf[rows.number(i, A)] = &c;
      break;
    }
    default:
      break;
    }
  }
}

} // namespace schemac::database
