//===- Query.cpp - Questions to a syntax tree -----------------------------===//
#include "schemac/Frontend/Prisma/Query.h"

namespace schemac::prisma {

const Attribute *attribute(const List<Attribute> &list, std::string_view name) {
  for (const Attribute &a : list)
    if (a.name == name)
      return &a;
  return nullptr;
}

const Attribute *nativeAttribute(const Member &m) {
  for (const Attribute &a : m.attributes)
    if (a.name.find('.') != a.name.npos)
      return &a;
  return nullptr;
}

const Expr *argument(const List<Argument> &args, std::string_view name, bool isDefault) {
  for (const Argument &a : args)
    if (a.name == name || (isDefault && a.name.empty()))
      return &a.value;
  return nullptr;
}

const Expr *argument(const Attribute &a, std::string_view name, bool isDefault) {
  return argument(a.args, name, isDefault);
}

std::string_view stringArgument(const Attribute &a, std::string_view name, bool isDefault) {
  const Expr *e = argument(a, name, isDefault);
  return e && e->is(ExprKind::String) ? e->value : std::string_view();
}

static std::string_view mapped(const List<Attribute> &list, std::string_view name) {
  const Attribute *map = attribute(list, "map");
  std::string_view to = map ? stringArgument(*map, "name", true) : std::string_view();
  return to.empty() ? name : to;
}

std::string_view databaseName(const Member &m) { return mapped(m.attributes, m.name); }

std::string_view databaseName(const EnumValue &v) {
  const Attribute *map = attribute(v.attributes, "map");
  const Expr *to = map ? argument(*map, "name", true) : nullptr;
  return to && to->is(ExprKind::String) ? to->value : v.name;
}

std::string_view databaseName(const Block &b) { return mapped(b->attributes, b->name); }

std::string_view schemaName(const Block &b) {
  const Attribute *a = attribute(b, "schema");
  return a ? stringArgument(*a, "map", true) : std::string_view();
}

const Property *property(const Block &b, std::string_view name) {
  for (const Property &p : b->properties)
    if (p.name == name)
      return &p;
  return nullptr;
}

const Expr *value(const Block &b, std::string_view name, ExprKind kind) {
  const Property *p = property(b, name);
  return p && p->value.is(kind) ? &p->value : nullptr;
}

const Field *field(const Block &b, std::string_view name) {
  for (const Field &f : b->fields)
    if (f.name == name)
      return &f;
  return nullptr;
}

llvm::SmallVector<FieldRef, 4> fieldRefs(const Expr *array) {
  llvm::SmallVector<FieldRef, 4> out;
  if (!array)
    return out;
  // One field may stand without brackets.
  if (array->is(ExprKind::Constant) || array->is(ExprKind::Call))
    out.push_back({array->value, array});
  if (array->is(ExprKind::Array))
    for (const Argument &a : array->args)
      if (a.value.is(ExprKind::Constant) || a.value.is(ExprKind::Call))
        out.push_back({a.value.value, &a.value});
  return out;
}

RelationInfo relation(const Field &f) {
  RelationInfo r;
  r.attribute = attribute(f, "relation");
  if (!r.attribute)
    return r;
  const Attribute &a = *r.attribute;
  r.name = stringArgument(a, "name", true);
  r.fields = argument(a, "fields");
  r.references = argument(a, "references");
  r.onDelete = argument(a, "onDelete");
  r.onUpdate = argument(a, "onUpdate");
  r.map = stringArgument(a, "map");
  return r;
}

const Block *datasource(const SchemaAst &ast) {
  auto it = std::ranges::find_if(ast.blocks,
                                 [](const Block &b) { return b->kind == BlockKind::Datasource; });
  return it == ast.blocks.end() ? nullptr : &*it;
}

} // namespace schemac::prisma
