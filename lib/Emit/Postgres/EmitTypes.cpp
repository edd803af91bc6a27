//===- EmitTypes.cpp - Composite and range types as SQL -------------------===//
#include "Facts.h"
#include "schemac/IR/RangeFunctions.h"

namespace schemac::emitpg {

static std::string collate(const Spelling &s, Name collation) {
  return collation ? " COLLATE " + s.outside(collation) : "";
}

//===--- composite types --------------------------------------------------===//

void emit(CreateCompositeOp op, Emission &e) {
  const Composite &c = op.composite();
  std::string list;
  for (const Attribute &a : c.attributes)
    list += fmt::format("{}{} {}{}", list.empty() ? "" : ", ", e.quote(a.name), e.typeName(a.type),
                        collate(e, a.collation));
  e.add("CREATE TYPE {} AS ({})", e.quote(c.name), list);
  e.nowPresent(typeFact(e, c.name));
}

void emit(AddAttributeOp op, Emission &e) {
  e.add("ALTER TYPE {} ADD ATTRIBUTE {} {}{}", e.quote(op.attribute().table),
        e.quote(op.attribute().sub), e.typeName(op.type()), collate(e, op.collation()));
  e.nowPresent(columnFact(e, op.attribute()));
}

void emit(DropAttributeOp op, Emission &e) {
  e.add("ALTER TYPE {} DROP ATTRIBUTE {}", e.quote(op.attribute().table),
        e.quote(op.attribute().sub));
  e.nowAbsent(columnFact(e, op.attribute()));
}

void emit(RenameAttributeOp op, Emission &e) {
  e.add("ALTER TYPE {} RENAME ATTRIBUTE {} TO {}", e.quote(op.attribute().table),
        e.quote(op.attribute().sub), e.quote(op.to()));
  e.nowAbsent(columnFact(e, op.attribute()));
  e.nowPresent(columnFact(e, {op.attribute().table, op.to()}));
}

void emit(SetAttributeTypeOp op, Emission &e) {
  e.add("ALTER TYPE {} ALTER ATTRIBUTE {} SET DATA TYPE {}{}", e.quote(op.attribute().table),
        e.quote(op.attribute().sub), e.typeName(op.type()), collate(e, op.collation()));
}

//===--- ranges -----------------------------------------------------------===//

void emit(CreateRangeOp op, Emission &e) {
  const RangeType &r = op.range_type();
  std::string sql =
      fmt::format("CREATE TYPE {} AS RANGE (SUBTYPE = {}", e.quote(r.name), e.typeName(r.subtype));
  if (r.opclass)
    sql += ", SUBTYPE_OPCLASS = " + e.outside(r.opclass);
  if (r.collation)
    sql += ", COLLATION = " + e.outside(r.collation);
  if (r.subtypeDiff)
    sql += ", SUBTYPE_DIFF = " + e.outside(r.subtypeDiff);
  if (r.multirange)
    sql += fmt::format(", MULTIRANGE_TYPE_NAME = {}", e.quote(QName{r.name.ns, r.multirange}));
  e.out.statements.push_back(sql + ")");
  e.nowPresent(typeFact(e, r.name));
}

/// The multirange and the functions that make values keep their names and their namespace when the
/// type changes its own; one that is made anew has them by its name, so they follow it.
static void takeAlong(Emission &e, QName type, QName to) {
  const RangeType *range = e.before.find<RangeType>(type);
  if (!range)
    return;
  bool moves = type.ns != to.ns;
  auto change = [&](std::string_view name) {
    return moves ? "SET SCHEMA " + e.quote(e.nsOf(to)) : "RENAME TO " + e.quote(name);
  };
  auto functions = [&](const std::string &name, std::string_view as,
                       std::initializer_list<std::string> arguments) {
    for (const std::string &list : arguments)
      e.add("ALTER FUNCTION {}.{}({}) {}", e.quote(e.nsOf(type)), e.quote(name), list, change(as));
  };
  std::string subtype = e.typeName(range->subtype), now = e.quote(to);
  functions(type.name.string(), to.name.str(),
            {subtype + ", " + subtype, subtype + ", " + subtype + ", text"});
  std::string was = multirangeName(*range, type.name), is = multirangeName(*range, to.name);
  if (e.version < 14 || (!moves && was == is))
    return;
  e.add("ALTER TYPE {}.{} {}", e.quote(e.nsOf(type)), e.quote(was), change(is));
  functions(was, is, {"", now, now + "[]"});
}

//===--- all of them ------------------------------------------------------===//

void emit(DropTypeOp op, Emission &e) {
  e.add("DROP TYPE {}", e.quote(op.name()));
  e.nowAbsent(typeFact(e, op.name()));
}

void emit(RenameTypeOp op, Emission &e) {
  e.add("ALTER TYPE {} RENAME TO {}", e.quote(op.name()), e.quote(op.to()));
  takeAlong(e, op.name(), {op.name().ns, op.to()});
  e.nowAbsent(typeFact(e, op.name()));
  e.nowPresent(typeFact(e, {op.name().ns, op.to()}));
}

void emit(MoveTypeOp op, Emission &e) {
  QName to{op.to(), op.name().name};
  e.add("ALTER TYPE {} SET SCHEMA {}", e.quote(op.name()), e.quote(e.nsOf(to)));
  takeAlong(e, op.name(), to);
  e.nowAbsent(typeFact(e, op.name()));
  e.nowPresent(typeFact(e, to));
}

} // namespace schemac::emitpg
