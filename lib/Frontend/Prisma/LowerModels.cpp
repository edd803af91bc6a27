//===- LowerModels.cpp - Models and views ---------------------------------===//
#include "Lowering.h"
#include "schemac/IR/ShareTables.h"
#include <algorithm>

namespace schemac::prisma {

/// Everything but relations: those are in no column.
bool Lowering::isColumn(const Block &b, const Field &f) const { return !declared(b, f).isRelation; }

void Lowering::columnIntents(const Block &b, const Field &f, Column &column) {
  if (!f.comments)
    return;
  ColumnExtra extra;
  for (std::string_view c : {f.comments->leading, f.comments->trailing}) {
    for (const Annotation &a : readAnnotations(c, c.empty() ? Loc() : b.range(c).begin, diags)) {
      if (a.kind == Annotation::RenamedFrom)
        extra.renamedFrom = context.name(a.values[0]);
      else if (a.kind == Annotation::Backfill)
        extra.backfill = context.expr(a.values[0]);
      else
        misplaced(a, "a field; it stands above the model");
    }
  }
  if (extra.renamedFrom || extra.backfill)
    column.extra = context.make<ColumnExtra>(extra);
}

std::optional<Column> Lowering::lowerColumn(const Block &b, const Field &f) {
  Column c;
  c.range = b.range(f.name);
  columnIntents(b, f, c);
  if (!isColumn(b, f))
    return std::nullopt;
  c.name = nameOf(f);
  c.type = lowerType(b, f);
  // A list is required in the client only: its column has no NOT NULL.
  c.nullable = f.type.arity != Arity::Required;
  lowerDefault(b, f, c);
  return c;
}

void Lowering::tableIntents(const Block &b, Table &table) {
  if (b->comment.empty())
    return;
  for (const Annotation &a : readAnnotations(b->comment, b.range(b->comment).begin, diags)) {
    if (a.kind == Annotation::RenamedFrom)
      table.renamedFrom = context.name(a.values[0]);
    else if (a.kind == Annotation::Drop)
      for (const std::string &v : a.values)
        table.drops.push_back({context.name(v), a.archive, a.range});
    else
      misplaced(a, "a model; it stands above a field");
  }
}

/// States nothing but what is in the database.
static bool isPlain(const Table &t) {
  return t.drops.empty() && !t.renamedFrom &&
         std::ranges::none_of(t.columns, [](const Column &c) { return bool(c.extra); });
}

/// Where a relation has no foreign key, something may be said of the change: that looks at each.
void Lowering::putModel(const Block &b) {
  if (blocks && older && foreignKeys)
    if (std::shared_ptr<const Table> known = blocks->takeOver(ast, size_t(&b - ast.blocks.data())))
      return out.put(std::move(known));
  size_t said = diags.pending().size();
  std::shared_ptr<Table> table = put(lowerModel(b));
  if (blocks && !older)
    blocks->add(b, diags.pending().size() == said && isPlain(*table) ? table : nullptr);
}

Table Lowering::lowerModel(const Block &b) {
  Table t;
  t.name = qualified(b);
  t.range = b.nameRange();
  tableIntents(b, t);
  t.columns.reserve(b->fields.size());
  for (const Field &f : b->fields)
    if (std::optional<Column> c = lowerColumn(b, f))
      t.columns.push_back(std::move(*c));
  lowerKeys(b, t);
  if (foreignKeys)
    lowerForeignKeys(b, t);
  else if (older)
    checkEmulatedRelations(b, t);
  return t;
}

std::shared_ptr<Table> Lowering::put(Table t) {
  t.columns.shrink_to_fit();
  t.constraints.shrink_to_fit();
  t.indexes.shrink_to_fit();
  auto table = std::make_shared<Table>(std::move(t));
  if (older)
    shareTable(*older, table);
  out.put(std::shared_ptr<const Table>(table));
  return table;
}

/// A view is declared for the client; its definition lives in the database alone.
void Lowering::lowerView(const Block &b) {
  View v;
  v.name = qualified(b);
  v.range = b.nameRange();
  for (const Annotation &a :
       readAnnotations(b->comment, b->comment.empty() ? Loc() : b.range(b->comment).begin, diags))
    misplaced(a, "a view");
  for (const Field &f : b->fields)
    if (std::optional<Column> c = lowerColumn(b, f))
      v.columns.push_back(std::move(*c));
  out.put(std::move(v));
}

} // namespace schemac::prisma
