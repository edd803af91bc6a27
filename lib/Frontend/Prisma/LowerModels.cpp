//===- LowerModels.cpp - Models and views ---------------------------------===//
#include "Lowering.h"
#include "schemac/IR/ShareTables.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
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
      if (!addIntent(context, a, extra))
        misplaced(a, "a field; it stands above the model");
    }
  }
  if (extra.renamedFrom || extra.movedFrom || extra.backfill)
    column.extra = context.make<ColumnExtra>(extra);
}

Column Lowering::lowerColumn(const Block &b, const Field &f, Name name) {
  Column c;
  c.range = b.range(f.name);
  columnIntents(b, f, c);
  c.name = name;
  c.type = lowerType(b, f);
  // A list is required in the client only: its column has no NOT NULL.
  c.nullable = f.type.arity != Arity::Required;
  lowerDefault(b, f, c);
  return c;
}

void Lowering::lowerColumns(const Block &b, std::vector<Column> &out) {
  llvm::SmallVector<const Field *, 32> fields;
  llvm::SmallVector<std::string_view, 32> names;
  for (const Field &f : b->fields) {
    if (!isColumn(b, f)) {
      Column none; // what is said above a relation is read for what is wrong in it
      columnIntents(b, f, none);
      continue;
    }
    fields.push_back(&f);
    names.push_back(databaseName(f));
  }
  out.reserve(fields.size());
  for (auto [f, name] : llvm::zip_equal(fields, context.names(names)))
    out.push_back(lowerColumn(b, *f, name));
}

void Lowering::tableIntents(const Block &b, Table &table) {
  if (b->comment.empty())
    return;
  for (const Annotation &a : readAnnotations(b->comment, b.range(b->comment).begin, diags)) {
    if (a.kind == Annotation::RenamedFrom)
      table.renamedFrom = context.name(a.values[0]);
    else if (a.kind == Annotation::Drop)
      addDrops(context, a, table.drops);
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
    if (std::shared_ptr<const Table> known =
            blocks->takeOver(ast, changes, size_t(&b - ast.blocks.data())))
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
  lowerColumns(b, t.columns);
  tableOptions(t);
  lowerKeys(b, t);
  if (foreignKeys)
    lowerForeignKeys(b, t);
  else if (older)
    checkEmulatedRelations(b, t);
  return t;
}

/// The character set that Prisma gives every table of MySQL.
void Lowering::tableOptions(Table &t) {
  if (provider != Provider::MySql)
    return;
  t.parameters.push_back({context.name("charset"), context.name("utf8mb4")});
  t.parameters.push_back({context.name("collate"), context.name("utf8mb4_unicode_ci")});
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
  lowerColumns(b, v.columns);
  out.put(std::move(v));
}

} // namespace schemac::prisma
