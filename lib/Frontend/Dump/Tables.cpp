//===- Tables.cpp - CREATE TABLE and what is in it ------------------------===//
#include "Reader.h"
#include "schemac/Frontend/Dump/Diags.h"
#include "llvm/ADT/StringRef.h"
#include <algorithm>
#include <fmt/format.h>

namespace schemac::dump {

void Reader::createTable(Cursor &c) {
  size_t from = c.mark();
  bool unless = c.accept({"if", "not", "exists"});
  Table t;
  t.name = qname(c);
  t.range = c.range(from);
  checks = keys = 0;
  unnamedKeys.clear();
  treeKey = SourceRange();
  keyOfTable = false;
  if (failed)
    return;
  // Its own tables: what numbered the rows, and what ANALYZE found.
  if (!isMySql() && t.name.name.str().starts_with("sqlite_"))
    return;
  if (unless && out.table(t.name))
    return;
  if (out.table(t.name) || out.find<View>(t.name)) {
    diags.report(t.range, diag::err_dump_statement, dialect.display(),
                 fmt::format("'{}' is there already", t.name.str()));
    return;
  }
  if (!c.atSymbol("("))
    return void(diags.report(c.here(), diag::err_dump_statement, dialect.display(),
                             "a table like another, or of a query"));
  c.next();
  do
    definition(c, t);
  while (!failed && c.acceptSymbol(","));
  if (failed || !expectSymbol(c, ")"))
    return;
  tableOptions(c, t);
  documents(t);
  if (!failed && !c.done())
    expected(c, "an option of the table or the end of the statement");
  // In one order: the primary key first.
  std::ranges::stable_sort(t.constraints, {}, &Constraint::kind);
  if (failed)
    return;
  settleKeys(t);
  indexUnnamedKeys(t);
  out.put(std::move(t));
}

void Reader::definition(Cursor &c, Table &t) {
  if (!tableConstraint(c, t))
    column(c, t);
}

/// A constraint or an index; false when a column is here. Names of columns may be such words, when
/// they are quoted.
bool Reader::tableConstraint(Cursor &c, Table &t) {
  size_t from = c.mark();
  Name called;
  if (c.accept("constraint") && !c.atAny({"primary", "unique", "check", "foreign"}))
    called = name(c).value_or(Name());
  if (c.accept({"primary", "key"})) {
    primaryKey(c, t, called);
  } else if (c.at("unique")) {
    c.next();
    c.accept("key") || c.accept("index");
    key(c, t, true, "", called);
  } else if (c.accept({"foreign", "key"})) {
    if (!c.atSymbol("(") && isMySql()) {
      auto index = name(c);
      called = called ? called : index.value_or(Name());
    }
    foreignKey(c, t, called, names(c));
  } else if (c.at("check") && c.atSymbol("(", 1)) {
    c.next();
    check(c, t, called, Name());
  } else if (isMySql() && c.atAny({"key", "index", "fulltext", "spatial"}) && !called) {
    std::string_view method = c.accept("fulltext")  ? "fulltext"
                              : c.accept("spatial") ? "spatial"
                                                    : "";
    c.accept("key") || c.accept("index");
    key(c, t, false, method, Name());
  } else if (isMySql() && c.at("period") && c.at("for", 1)) {
    leftOut(c.here(), "the history of table '" + t.name.str() + "'");
    c.next(), c.next(), c.next();
    c.skipGroup();
  } else {
    c.back(from);
    return false;
  }
  return true;
}

//===--- options ----------------------------------------------------------===//

/// `PAGE_COMPRESSED`=1: options of engines, which MariaDB writes in quotes.
static bool isEngineOption(const Cursor &c) {
  return c.peek() && c.peek()->kind == SqlToken::Kind::Quoted && c.peek(1) &&
         c.peek(1)->isSymbol("=");
}

bool Reader::tableOption(Cursor &c, Table &t) {
  auto set = [&](std::string_view option, std::string_view value) {
    std::erase_if(t.parameters, [&](const Parameter &p) { return p.name.str() == option; });
    auto at = option == "strict" ? t.parameters.begin() : t.parameters.end(); // one order
    t.parameters.insert(at, {context.name(option), context.name(value)});
  };
  if (!isMySql()) {
    if (c.accept("strict"))
      set("strict", "true");
    else if (c.accept({"without", "rowid"}))
      set("without_rowid", "true");
    else
      return false;
    return true;
  }
  SourceRange at = c.here();
  c.accept("default");
  std::string option;
  if (c.accept({"character", "set"}) || c.accept("charset"))
    option = "charset";
  else if (c.peek() && c.peek()->kind == SqlToken::Kind::Identifier && !c.at("partition"))
    option = c.peek()->name(), c.next();
  else if (isEngineOption(c))
    option = llvm::StringRef(c.peek()->name()).lower(), c.next();
  else
    return false;
  c.acceptSymbol("=");
  if (option == "comment") {
    t.comment = text(c);
  } else if (option == "auto_increment") {
    auto first = number(c);
    for (Column &column : t.columns)
      if (column.generation == Generation::IdentityByDefault) {
        ColumnExtra extra = column.extra ? *column.extra : ColumnExtra();
        extra.options.start = first;
        column.extra = context.make<ColumnExtra>(extra);
      }
  } else if (const SqlToken *value = c.peek()) {
    bool quoted = value->kind == SqlToken::Kind::String || value->kind == SqlToken::Kind::Quoted;
    std::string plain = quoted ? stringValue(value->text, c.sqlRules()) : std::string(value->text);
    c.next();
    if (dialect.hasTableParameter(option))
      set(option, plain);
    else
      leftOut(at, fmt::format("option {} of table '{}'", option, t.name.str()));
  } else {
    expected(c, fmt::format("the value of {}", option));
  }
  return true;
}

void Reader::tableOptions(Cursor &c, Table &t) {
  while (!failed && !c.done()) {
    c.acceptSymbol(",");
    size_t from = c.mark();
    if (isMariaDb() && c.accept({"with", "system", "versioning"})) {
      leftOut(c.range(from), fmt::format("the history of table '{}'", t.name.str()));
      continue;
    }
    if (isMySql() && c.at("partition"))
      return partitions(c, t);
    if (!tableOption(c, t))
      return;
  }
}

} // namespace schemac::dump
