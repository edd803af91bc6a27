//===- EmitTable.cpp - Tables, indexes and views as SQL -------------------===//
#include "Emission.h"
#include "schemac/Dialect/Sqlite/Sqlite.h"
#include "schemac/Emit/ReferentialAction.h"
#include "schemac/IR/SqlTokens.h"
#include <algorithm>

namespace schemac::emitsqlite {

namespace {

/// A literal or the current time stands as it is; any other default is an expression in
/// parentheses.
std::string defaultDef(Expr value) {
  using Kind = SqlToken::Kind;
  std::vector<SqlToken> t = lexSqlTokens(value.str());
  if (!t.empty() && (t[0].isSymbol("-") || t[0].isSymbol("+")))
    t.erase(t.begin());
  static constexpr std::string_view Words[] = {
      "null", "true", "false", "current_timestamp", "current_date", "current_time"};
  bool plain =
      t.size() == 1 && (t[0].kind == Kind::String || t[0].kind == Kind::Number ||
                        std::ranges::any_of(Words, [&](auto w) { return t[0].isWord(w); }));
  bool enclosed = value.str().starts_with("(") && value.str().ends_with(")");
  return " DEFAULT " + (plain || enclosed ? value.string() : "(" + value.string() + ")");
}

bool isNumbered(const Column &c) { return c.generation == Generation::IdentityByDefault; }

/// A lone INTEGER that is a key of its own, beside the number of the row: DESC makes it so, and
/// only where it is said of the column.
bool isFallingKey(const Table &table, const Column &c) {
  const Constraint *key = table.primaryKey();
  return key && key->columns == std::vector{c.name} && c.type.is(TypeKind::I64) &&
         !sqlite::isRowId(table, c) && !sqlite::isOn(table, "without_rowid");
}

bool saysKey(const Table &table, const Column &c) {
  return isNumbered(c) || isFallingKey(table, c);
}

/// The name of a type as it can be written: words and numbers in parentheses, or else in quotes.
std::string typeDef(const Emission &e, Type type) {
  std::string name = e.dialect.typeName(type);
  std::vector<SqlToken> t = lexSqlTokens(name);
  size_t words = 0;
  while (words < t.size() && t[words].kind == SqlToken::Kind::Identifier)
    ++words;
  auto isParameter = [](const SqlToken &x) {
    return x.kind == SqlToken::Kind::Identifier || x.kind == SqlToken::Kind::Number ||
           x.isSymbol(",") || x.isSymbol("-") || x.isSymbol("+");
  };
  bool plain =
      words == t.size() || (words > 0 && t[words].isSymbol("(") && t.back().isSymbol(")") &&
                            std::all_of(t.begin() + long(words) + 1, t.end() - 1, isParameter));
  bool hasComment = name.find("--") != name.npos || name.find("/*") != name.npos;
  return plain && !hasComment ? name : e.dialect.quote(name);
}

/// A column that numbers the rows says itself that it is the key: only there AUTOINCREMENT can
/// stand.
std::string columnDef(const Emission &e, const Table &table, const Column &c) {
  std::string type = typeDef(e, c.type);
  std::string out = e.quote(c.name) + (type.empty() ? "" : " " + type);
  if (c.generated())
    out += fmt::format(" GENERATED ALWAYS AS ({}) {}", c.generated().str(),
                       c.generation == Generation::Stored ? "STORED" : "VIRTUAL");
  if (!c.nullable)
    out += " NOT NULL";
  if (saysKey(table, c))
    out += fmt::format(" CONSTRAINT {} PRIMARY KEY {}", e.quote(table.primaryKey()->name),
                       isNumbered(c) ? "AUTOINCREMENT" : "DESC");
  if (c.defaultExpr)
    out += defaultDef(c.defaultExpr);
  if (c.collation())
    out += " COLLATE " + e.quote(c.collation());
  return out;
}

/// The columns of a primary key, some of which may go down.
std::string keyElements(const Emission &e, const Constraint &key) {
  std::string out;
  for (const IndexElem &x : key.more().elems)
    out += (out.empty() ? "" : ", ") + e.quote(x.column) + (x.descending ? " DESC" : "");
  return out.empty() ? e.list(key.columns) : out;
}

std::string constraintBody(const Emission &e, const Constraint &c) {
  switch (c.kind) {
  case ConstraintKind::PrimaryKey:
    return fmt::format("PRIMARY KEY ({})", keyElements(e, c));
  case ConstraintKind::Unique:
    return fmt::format("UNIQUE ({})", e.list(c.columns));
  case ConstraintKind::Check:
    return fmt::format("CHECK ({})", c.check.str());
  case ConstraintKind::ForeignKey: {
    std::string_view when = !c.deferrable         ? ""
                            : c.initiallyDeferred ? " DEFERRABLE INITIALLY DEFERRED"
                                                  : " DEFERRABLE INITIALLY IMMEDIATE";
    return fmt::format("FOREIGN KEY ({}) REFERENCES {} ({}) ON DELETE {} ON UPDATE {}{}",
                       e.list(c.columns), e.quote(c.refTable.name), e.list(c.refColumns),
                       actionWords(c.onDelete), actionWords(c.onUpdate), when);
  }
  case ConstraintKind::Exclusion: // refused as a feature that there is not
    break;
  }
  return {};
}

std::string indexDef(const Emission &e, QName table, const Index &index) {
  std::string elems;
  for (const IndexElem &x : index.elems) {
    std::string elem = x.column ? e.quote(x.column) : x.expr.string();
    if (x.collation)
      elem += " COLLATE " + e.quote(x.collation);
    elems += (elems.empty() ? "" : ", ") + elem + (x.descending ? " DESC" : "");
  }
  return fmt::format("CREATE {}INDEX {} ON {} ({}){}", index.unique ? "UNIQUE " : "",
                     e.quote(QName{table.ns, index.name}), e.quote(table.name), elems,
                     index.where ? " WHERE " + index.where.string() : "");
}

std::string triggerDef(const Emission &e, QName table, const Trigger &trigger) {
  const TriggerAction &a = *trigger.action;
  std::string event = a.onInsert           ? "INSERT"
                      : a.onDelete         ? "DELETE"
                      : a.updateOf.empty() ? "UPDATE"
                                           : "UPDATE OF " + e.list(a.updateOf);
  return fmt::format(
      "CREATE TRIGGER {} {} {} ON {} FOR EACH ROW{}\n{}", e.quote(QName{table.ns, trigger.name}),
      a.timing == TriggerTiming::Before ? "BEFORE" : "AFTER", event, e.quote(table.name),
      a.when ? " WHEN (" + a.when.string() + ")" : "", a.body.str());
}

std::string tableOptions(const Table &table) {
  bool strict = sqlite::isOn(table, "strict"), keyed = sqlite::isOn(table, "without_rowid");
  return strict && keyed ? " STRICT, WITHOUT ROWID"
         : strict        ? " STRICT"
         : keyed         ? " WITHOUT ROWID"
                         : "";
}

} // namespace

void emit(CreateTableOp op, Emission &e) {
  const Table &table = op.table();
  std::string body;
  auto line = [&](const std::string &text) {
    body += (body.empty() ? "\n    " : ",\n    ") + text;
  };
  bool keyIsSaid = false;
  for (const Column &c : table.columns) {
    line(columnDef(e, table, c));
    keyIsSaid |= saysKey(table, c);
  }
  for (const Constraint &c : table.constraints)
    if (!(keyIsSaid && c.kind == ConstraintKind::PrimaryKey))
      line(fmt::format("CONSTRAINT {} {}", e.quote(c.name), constraintBody(e, c)));
  e.add("CREATE TABLE {} ({}\n){}", e.quote(table.name), body, tableOptions(table));
  for (const Index &i : table.indexes)
    e.out.statements.push_back(indexDef(e, table.name, i));
  for (const Trigger &t : table.triggers)
    if (t.action && t.action->body)
      e.out.statements.push_back(triggerDef(e, table.name, t));
}

void emit(DropTableOp op, Emission &e) { e.add("DROP TABLE {}", e.quote(op.table())); }

void emit(CreateIndexOp op, Emission &e) {
  Index index = op.def();
  index.name = op.path().sub;
  e.out.statements.push_back(indexDef(e, op.path().table, index));
}

void emit(DropIndexOp op, Emission &e) {
  e.add("DROP INDEX {}", e.quote(QName{op.path().table.ns, op.path().sub}));
}

void emit(CreateTriggerOp op, Emission &e) {
  Trigger trigger = op.def();
  trigger.name = op.path().sub;
  if (trigger.action && trigger.action->body)
    e.out.statements.push_back(triggerDef(e, op.path().table, trigger));
}

void emit(DropTriggerOp op, Emission &e) {
  e.add("DROP TRIGGER {}", e.quote(QName{op.path().table.ns, op.path().sub}));
}

void emit(CreateViewOp op, Emission &e) {
  const View &v = op.view();
  std::string columns = v.columnNames.empty() ? "" : " (" + e.list(v.columnNames) + ")";
  e.add("CREATE VIEW {}{} AS {}", e.quote(v.name), columns, v.query.str());
}

void emit(DropViewOp op, Emission &e) { e.add("DROP VIEW {}", e.quote(op.view())); }

} // namespace schemac::emitsqlite
