//===- Alter.cpp - ALTER and DROP -----------------------------------------===//
#include "Reader.h"
#include "schemac/Frontend/Dump/Diags.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringRef.h"
#include <algorithm>

namespace schemac::dump {

/// Dumps drop what they make again. What is not there is not missed.
void Reader::drop(Cursor &c) {
  if (c.accept("function"))
    return dropRoutine(c, false);
  if (c.accept("procedure"))
    return dropRoutine(c, true);
  bool index = c.accept("index");
  if (index || c.accept("trigger"))
    return dropPart(c, index);
  bool table = c.accept("table"), view = !table && c.accept("view");
  if (!table && !view)
    return;
  c.accept({"if", "exists"});
  do {
    QName n = qname(c);
    table ? out.remove<Table>(n) : out.remove<View>(n);
  } while (!failed && c.acceptSymbol(","));
}

/// An index or trigger: MySQL says of which table an index is, and a name is one for all triggers,
/// as for all indexes of SQLite.
void Reader::dropPart(Cursor &c, bool index) {
  c.accept({"if", "exists"});
  Name called = qname(c).name;
  QName of = c.accept("on") ? qname(c) : QName();
  std::vector<QName> tables;
  for (const Table &t : out.tables())
    if ((!of || t.name == of) && (index ? bool(t.index(called)) : bool(t.trigger(called))))
      tables.push_back(t.name);
  for (QName n : tables) {
    Table &t = *out.edit<Table>(n);
    if (index)
      std::erase_if(t.indexes, [&](const Index &i) { return i.name == called; });
    else
      std::erase_if(t.triggers, [&](const Trigger &x) { return x.name == called; });
  }
}

void Reader::alter(Cursor &c) {
  if (c.atAny({"database", "schema"}))
    return;
  if (c.accept("function"))
    return alterRoutine(c, false);
  if (c.accept("procedure"))
    return alterRoutine(c, true);
  if (!expect(c, "table"))
    return;
  SourceRange at = c.here();
  QName n = qname(c);
  Table *t = out.edit<Table>(n);
  if (!failed && !t)
    diags.report(at, diag::err_dump_unknown, "table", n.str());
  if (failed || !t)
    return;
  checks = keys = 0;
  unnamedKeys.clear();
  std::string counted = n.name.string() + "_ibfk_", countedChecks = n.name.string() + "_chk_";
  for (const Constraint &k : t->constraints) {
    unsigned number = 0;
    if (llvm::StringRef name = k.name.str();
        name.consume_front(countedChecks) && !name.getAsInteger(10, number))
      checks = std::max(checks, number);
    if (llvm::StringRef name = k.name.str();
        name.consume_front(counted) && !name.getAsInteger(10, number))
      keys = std::max(keys, number);
  }
  do
    alterAction(c, *t);
  while (!failed && c.acceptSymbol(","));
  if (!failed && !c.done())
    expected(c, "',' or the end of the statement");
  if (!failed)
    indexUnnamedKeys(*t);
}

/// Whether an option of the table is here: one that is known, or a word that is given a value.
bool Reader::isTableOption(Cursor &c) const {
  size_t word = c.at("default") ? 1 : 0;
  if (!c.peek(word) || c.peek(word)->kind != SqlToken::Kind::Identifier)
    return false;
  std::string name = llvm::StringRef(c.peek(word)->text).lower();
  return c.atSymbol("=", word + 1) || name == "charset" || name == "comment" ||
         name == "auto_increment" || (name == "character" && c.at("set", word + 1)) ||
         dialect.hasTableParameter(name);
}

void Reader::alterAction(Cursor &c, Table &t) {
  if (c.accept("add"))
    return addTo(c, t);
  if (c.at("modify") || c.at("change"))
    return defineAnew(c, t);
  if (c.accept({"disable", "keys"}) || c.accept({"enable", "keys"}))
    return;
  if (c.at("partition") && c.at("by", 1))
    return partitions(c, t);
  if (c.accept("force"))
    return;
  // How the change is done, and who may read meanwhile.
  if (size_t from = c.mark(); c.accept("algorithm") || c.accept("lock")) {
    c.acceptSymbol("=");
    if (c.peek() && !c.atSymbol(",")) {
      c.next();
      return;
    }
    c.back(from);
  }
  if (isMySql() && !isTableOption(c)) {
    diags.report(c.here(), diag::err_dump_statement, dialect.display(),
                 "ALTER TABLE … " + c.found());
    failed = true;
    return;
  }
  if (!tableOption(c, t))
    expected(c, "ADD, MODIFY or an option of the table");
  while (!failed && !c.done() && !c.atSymbol(",") && tableOption(c, t)) {
  }
}

/// MODIFY a …, CHANGE a a …
void Reader::defineAnew(Cursor &c, Table &t) {
  bool named = c.at("change"); // it says what the column is called from now on
  c.next();
  c.accept("column");
  c.accept({"if", "exists"});
  Table now;
  now.name = t.name;
  size_t from = c.mark();
  auto old = name(c);
  if (!c.peek() || !c.peek()->isName())
    return expected(c, named ? "a name" : "a type");
  if (!named)
    c.back(from);
  column(c, now);
  if (failed || now.columns.empty() || !old)
    return;
  Column *place = t.column(*old);
  if (!place)
    return void(diags.report(c.range(from), diag::err_dump_unknown, "column", old->str()));
  if (now.columns.front().name != *old) {
    diags.report(c.range(from), diag::err_dump_statement, dialect.display(),
                 "ALTER TABLE … CHANGE with another name");
    failed = true;
    return;
  }
  *place = now.columns.front();
  for (const PartComment &p : now.partComments)
    setPartComment(t, p.kind, p.part, p.text);
  // MariaDB: the test of a column is of its definition, and goes with it.
  if (isMariaDb())
    std::erase_if(t.constraints, [&](const Constraint &k) {
      return k.kind == ConstraintKind::Check && k.name == *old;
    });
  for (Constraint &k : now.constraints)
    t.constraints.push_back(std::move(k));
  std::ranges::stable_sort(t.constraints, {}, &Constraint::kind);
  for (Index &i : now.indexes) {
    i.name = freshIndexName(t, i.name);
    t.indexes.push_back(std::move(i));
  }
}

void Reader::addTo(Cursor &c, Table &t) {
  bool column = c.accept("column");
  c.accept({"if", "not", "exists"});
  if (!column && tableConstraint(c, t))
    return;
  this->column(c, t);
  if (!failed && (c.at("first") || c.at("after"))) {
    Column added = t.columns.back();
    t.columns.pop_back();
    auto place = t.columns.begin();
    if (c.accept("after")) {
      auto beside = name(c);
      place = std::ranges::find(t.columns, beside.value_or(Name()), &Column::name);
      place += place != t.columns.end();
    } else {
      c.next();
    }
    t.columns.insert(place, added);
  }
}

} // namespace schemac::dump
