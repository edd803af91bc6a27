//===- LowerRelations.cpp - Foreign keys and join tables ------------------===//
#include "Lowering.h"
#include "schemac/Frontend/Prisma/Diags.h"
#include "schemac/Words/Prisma/Names.h"

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
    if (isColumn(b, f) || f.type.arity == Arity::List)
      continue;
    RelationInfo r = relation(f);
    if (r.fields && r.references)
      lowerForeignKey(b, f, r, table);
  }
}

void Lowering::lowerForeignKey(const Block &b, const Field &f, const RelationInfo &r,
                               Table &table) {
  DeclaredType type = declared(b, f);
  if (!type.is(BlockKind::Model))
    return; // a view has no keys to refer to
  const Block *target = type.block;
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

const Field *Lowering::idField(const Block &b) const {
  for (const Field &f : b->fields)
    if (attribute(f, "id"))
      return &f;
  const Attribute *id = attribute(b, "id");
  llvm::SmallVector<FieldRef, 4> fields = fieldRefs(id ? argument(*id, "fields", true) : nullptr);
  return fields.size() == 1 ? field(b, fields[0].name) : nullptr;
}

void Lowering::lowerJoinTable(const ListRelation &r) {
  const Block *models[] = {r.a, r.b};
  const Field *ids[] = {idField(*r.a), idField(*r.b)};
  if (!ids[0] || !ids[1])
    return;
  std::string_view given = relation(*r.aField).name;
  std::string name =
      given.empty() ? fmt::format("{}To{}", (*r.a)->name, (*r.b)->name) : std::string(given);
  JoinTableNames names = joinTableNames(name, limit);
  SourceRange range = r.a->range(r.aField->name);
  Table t;
  t.name = {qualified(*r.a).ns, context.name(names.table)};
  t.range = range;
  if (const Table *taken = out.table(t.name)) {
    std::string ends = r.a == r.b
                           ? fmt::format("of '{}' with itself", (*r.a)->name)
                           : fmt::format("between '{}' and '{}'", (*r.a)->name, (*r.b)->name);
    diags.report(range, diag::err_prisma_join_table_taken, ends, t.name.str())
        .note("another name of the relation, the same on both sides, makes another table")
        .note("the other one", taken->range);
    return;
  }
  Name columns[] = {context.name("A"), context.name("B")};
  if (provider == Provider::PostgreSql) {
    Constraint key;
    key.kind = ConstraintKind::PrimaryKey;
    key.name = context.name(names.primaryKey);
    key.columns = {columns[0], columns[1]};
    key.range = range;
    t.constraints.push_back(std::move(key));
  } else {
    Index unique;
    unique.name = context.name(names.unique);
    unique.unique = true;
    unique.range = range;
    for (Name c : columns)
      unique.elems.emplace_back().column = c;
    t.indexes.push_back(std::move(unique));
  }
  for (int end : {0, 1}) {
    Column c;
    c.name = columns[end];
    c.type = lowerType(*models[end], *ids[end]);
    c.range = range;
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
    fk.range = range;
    t.constraints.push_back(std::move(fk));
  }
  Index index;
  index.name = context.name(names.index);
  index.elems.emplace_back().column = columns[1];
  index.range = range;
  t.indexes.push_back(std::move(index));
  tableOptions(t);
  put(std::move(t));
}

} // namespace schemac::prisma
