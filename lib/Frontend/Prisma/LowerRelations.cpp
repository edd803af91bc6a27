//===- LowerRelations.cpp - Foreign keys and join tables ------------------===//
#include "Lowering.h"
#include "schemac/Frontend/Prisma/Names.h"

namespace schemac::prisma {
namespace {

constexpr std::pair<std::string_view, FkAction> actions[] = {
    {"Cascade", FkAction::Cascade},       {"Restrict", FkAction::Restrict},
    {"NoAction", FkAction::NoAction},     {"SetNull", FkAction::SetNull},
    {"SetDefault", FkAction::SetDefault},
};

FkAction action(const Expr *e, FkAction otherwise) {
  for (auto [name, a] : actions)
    if (e && e->value == name)
      return a;
  return otherwise;
}

} // namespace

void Lowering::lowerForeignKeys(const Block &b, Table &table) {
  for (const Field &f : b->fields) {
    if (isColumn(f) || f.type.arity == Arity::List)
      continue;
    RelationInfo r = relation(f);
    if (r.fields && r.references)
      lowerForeignKey(b, f, r, table);
  }
}

void Lowering::lowerForeignKey(const Block &b, const Field &f, const RelationInfo &r,
                               Table &table) {
  const Block *target = decls.find(f.type.name, BlockKind::Model);
  if (!target)
    return; // a view has no keys to refer to
  Constraint c;
  c.kind = ConstraintKind::ForeignKey;
  c.range = b.range(f.name);
  c.refTable = qualified(*target);
  // The relation is optional only when each of its columns may be null.
  bool required = f.type.arity == Arity::Required;
  std::vector<std::string_view> columns;
  for (const FieldRef &ref : fieldRefs(r.fields)) {
    const Field *column = field(b, ref.name);
    if (!column)
      return;
    required |= column->type.arity == Arity::Required;
    columns.push_back(databaseName(*column));
    c.columns.push_back(context.name(columns.back()));
  }
  for (const FieldRef &ref : fieldRefs(r.references)) {
    const Field *column = field(*target, ref.name);
    if (!column)
      return;
    c.refColumns.push_back(nameOf(*column));
  }
  c.onDelete = action(r.onDelete, required ? FkAction::Restrict : FkAction::SetNull);
  c.onUpdate = action(r.onUpdate, FkAction::Cascade);
  c.name = context.name(r.map.empty() ? foreignKeyName(table.name.name.str(), columns, limit)
                                      : std::string(r.map));
  table.constraints.push_back(std::move(c));
}

/// A list of a model whose other end, the field of that model with the same relation name, is a
/// list.
void Lowering::findManyToMany(const Block &b) {
  for (const Field &f : b->fields) {
    if (f.type.arity != Arity::List || isColumn(f))
      continue;
    const Block *other = decls.find(f.type.name, BlockKind::Model);
    // Each relation is met from both ends; the end whose model comes first by name counts.
    if (!other || (*other)->name < b->name)
      continue;
    std::string_view name = relation(f).name;
    for (const Field &g : (*other)->fields) {
      bool opposite = g.type.name == b->name && g.type.arity == Arity::List &&
                      !g.type.unsupported && &g != &f && relation(g).name == name;
      if (!opposite || (other->body == b.body && &g < &f))
        continue;
      std::string full =
          name.empty() ? fmt::format("{}To{}", b->name, (*other)->name) : std::string(name);
      manyToMany.push_back({&b, other, std::move(full), b.range(f.name)});
      break;
    }
  }
}

const Field *Lowering::idField(const Block &b) const {
  for (const Field &f : b->fields)
    if (attribute(f, "id"))
      return &f;
  const Attribute *id = attribute(b, "id");
  std::vector<FieldRef> fields = fieldRefs(id ? argument(*id, "fields", true) : nullptr);
  return fields.size() == 1 ? field(b, fields[0].name) : nullptr;
}

void Lowering::lowerJoinTable(const ManyToMany &m) {
  const Field *ids[] = {idField(*m.a), idField(*m.b)};
  if (!ids[0] || !ids[1])
    return;
  JoinTableNames names = joinTableNames(m.name, limit);
  Table t;
  t.name = {qualified(*m.a).ns, context.name(names.table)};
  t.range = m.range;
  const Block *models[] = {m.a, m.b};
  Name columns[] = {context.name("A"), context.name("B")};
  Constraint key;
  key.kind = ConstraintKind::PrimaryKey;
  key.name = context.name(names.primaryKey);
  key.columns = {columns[0], columns[1]};
  key.range = m.range;
  t.constraints.push_back(std::move(key));
  for (int end : {0, 1}) {
    Column c;
    c.name = columns[end];
    c.type = lowerType(*ids[end]);
    c.range = m.range;
    t.columns.push_back(c);
    if (!foreignKeys)
      continue;
    Constraint fk;
    fk.kind = ConstraintKind::ForeignKey;
    fk.name = context.name(end == 0 ? names.foreignKeyA : names.foreignKeyB);
    fk.columns = {columns[end]};
    fk.refTable = qualified(*models[end]);
    fk.refColumns = {nameOf(*ids[end])};
    fk.onDelete = fk.onUpdate = FkAction::Cascade;
    fk.range = m.range;
    t.constraints.push_back(std::move(fk));
  }
  Index index;
  index.name = context.name(names.index);
  index.elems.push_back({columns[1], {}, {}, {}});
  index.range = m.range;
  t.indexes.push_back(std::move(index));
  out.put(std::move(t));
}

} // namespace schemac::prisma
