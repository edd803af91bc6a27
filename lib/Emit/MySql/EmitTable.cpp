//===- EmitTable.cpp - Tables and what is in them as SQL ------------------===//
#include "Emission.h"

namespace schemac::emitmysql {

/// Keys and indexes are part of the statement: a column that numbers its rows must have one.
void emit(CreateTableOp op, Emission &e) {
  const Table &table = op.table();
  std::string body;
  auto line = [&](const std::string &text) {
    body += (body.empty() ? "\n    " : ",\n    ") + text;
  };
  for (const Column &c : table.columns)
    line(columnDef(e, table, c));
  for (const Constraint &c : table.constraints)
    if (c.kind != ConstraintKind::Check)
      line(constraintDef(e, c));
  for (const Index &i : table.indexes)
    line(indexDef(e, table, i));
  for (const Constraint &c : table.constraints)
    if (c.kind == ConstraintKind::Check && !isOfColumn(e, table, c))
      line(constraintDef(e, c));
  e.add("CREATE TABLE {} ({}\n){}", e.quote(table.name), body, tableOptions(e, table));
  for (const Trigger &t : table.triggers)
    if (t.action && t.action->body)
      e.out.statements.push_back(createTrigger(e, table.name, t));
}

void emit(DropTableOp op, Emission &e) { e.add("DROP TABLE {}", e.quote(op.table())); }

void emit(AddForeignKeyOp op, Emission &e) {
  Constraint key = op.def();
  key.name = op.path().sub;
  e.add("ALTER TABLE {} ADD {}", e.quote(op.path().table), constraintDef(e, key));
}

/// The test of a column goes when the column is defined without it. A table may have one of the
/// same name instead, which only goes by it.
static void dropColumnTest(const Table &table, Name name, Emission &e) {
  Table without = table;
  std::erase_if(without.constraints, [&](const Constraint &c) { return c.name == name; });
  e.add("ALTER TABLE {} MODIFY COLUMN {}, DROP CONSTRAINT IF EXISTS {}", e.quote(table.name),
        columnDef(e, without, *table.column(name)), e.quote(name));
}

void emit(DropConstraintOp op, Emission &e) {
  const Table *table = e.before.table(op.path().table);
  const Constraint *c = table ? table->constraint(op.path().sub) : nullptr;
  if (c && isOfColumn(e, *table, *c))
    return dropColumnTest(*table, c->name, e);
  e.add("ALTER TABLE {} DROP {} {}", e.quote(op.path().table),
        c && c->kind == ConstraintKind::Check ? "CONSTRAINT" : "FOREIGN KEY",
        e.quote(op.path().sub));
}

void emit(CreateIndexOp op, Emission &e) {
  Index index = op.def();
  index.name = op.path().sub;
  const Table *table = e.before.table(op.path().table);
  Table alone;
  alone.name = op.path().table;
  e.out.statements.push_back(createIndex(e, table ? *table : alone, index));
}

void emit(DropIndexOp op, Emission &e) {
  e.add("DROP INDEX {} ON {}", e.quote(op.path().sub), e.quote(op.path().table));
}

/// A comment on a part is in its definition, which is said again as it is.
void emit(SetCommentOp op, Emission &e) {
  const Target &t = op.target();
  Name text = op.has_text() ? op.text() : Name();
  if (const Function *f = t.kind == KindId::Function ? e.before.find<Function>(t.object) : nullptr)
    return commentOn(*f, text, e);
  const Table *before = e.before.table(t.object);
  std::string alter = "ALTER TABLE " + e.quote(t.object);
  if (t.kind == KindId::Table && !t.sub) {
    e.add("{} COMMENT = {}", alter, e.text(text));
    return;
  }
  if (!before)
    return;
  Table table = *before;
  setPartComment(table, t.part, t.sub, text);
  if (const Column *c = table.column(t.sub); c && t.part == PartKind::Column)
    e.add("{} MODIFY COLUMN {}", alter, columnDef(e, table, *c));
  if (const Index *i = table.index(t.sub); i && t.part == PartKind::Index)
    e.add("{} DROP INDEX {}, ADD {}", alter, e.quote(t.sub), indexDef(e, table, *i));
}

void emit(CreateViewOp op, Emission &e) {
  const View &v = op.view();
  static constexpr std::string_view Checks[] = {"", " WITH LOCAL CHECK OPTION",
                                                " WITH CASCADED CHECK OPTION"};
  std::string columns = v.columnNames.empty() ? "" : " (" + e.list(v.columnNames) + ")";
  e.add("CREATE {}VIEW {}{} AS {}{}", v.securityInvoker ? "SQL SECURITY INVOKER " : "",
        e.quote(v.name), columns, v.query.str(), Checks[size_t(v.checkOption)]);
}

void emit(DropViewOp op, Emission &e) { e.add("DROP VIEW {}", e.quote(op.view())); }

} // namespace schemac::emitmysql
