//===- Tables.cpp - CREATE TABLE and what is in it ------------------------===//
#include "Reader.h"
#include "schemac/Dialect/MySql/MySql.h"
#include "schemac/Frontend/Dump/Diags.h"
#include <algorithm>
#include <fmt/format.h>

namespace schemac::dump {

static std::string joined(const std::vector<Name> &names) {
  std::string out;
  for (Name n : names)
    out += (out.empty() ? "" : "_") + n.string();
  return out;
}

void Reader::createTable(Cursor &c) {
  size_t from = c.mark();
  bool unless = c.accept({"if", "not", "exists"});
  Table t;
  t.name = qname(c);
  t.range = c.range(from);
  checks = keys = 0;
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
  if (!failed && !c.done())
    expected(c, "an option of the table or the end of the statement");
  // In one order: the primary key first.
  std::ranges::stable_sort(t.constraints, {}, &Constraint::kind);
  if (!failed)
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

//===--- keys -------------------------------------------------------------===//

/// (a, b(10) DESC, (lower(c)), d COLLATE x)
std::vector<IndexElem> Reader::elements(Cursor &c) {
  std::vector<IndexElem> list;
  if (!expectSymbol(c, "("))
    return list;
  do {
    IndexElem e;
    size_t from = c.mark();
    bool plain = c.peek() && (c.peek()->isName() || c.atSymbol("[")) && !c.atSymbol("(");
    if (plain) {
      e.column = name(c).value_or(Name());
      if (isMySql() && c.atSymbol("(") && c.atSymbol(")", 2)) {
        c.next();
        e.prefixLength = int32_t(number(c).value_or(-1));
        c.acceptSymbol(")");
      }
    }
    auto ends = [&] {
      return c.atSymbol(",") || c.atSymbol(")") || c.atAny({"asc", "desc", "collate"});
    };
    if (!plain && isMySql()) {
      e.expr = expr(c.group());
    } else if (!ends()) { // an expression, in SQLite without parentheses
      e = IndexElem();
      c.back(from);
      while (!c.done() && !ends())
        c.atSymbol("(") ? c.skipGroup() : c.next();
      e.expr = expr(c.since(from));
    }
    if (c.accept("collate"))
      e.collation = name(c).value_or(Name());
    e.descending = c.accept("desc");
    c.accept("asc");
    list.push_back(std::move(e));
  } while (!failed && c.acceptSymbol(","));
  expectSymbol(c, ")");
  return list;
}

static bool isPlain(const std::vector<IndexElem> &elems) {
  return std::ranges::all_of(elems, [](const IndexElem &e) {
    return e.column && e.prefixLength < 0 && !e.descending && !e.collation;
  });
}

static std::vector<Name> columnsOf(const std::vector<IndexElem> &elems) {
  std::vector<Name> out;
  for (const IndexElem &e : elems)
    out.push_back(e.column);
  return out;
}

/// What a server calls an index that has no name: its first column, with a number when that is
/// taken.
Name Reader::freshIndexName(const Table &t, Name wanted) const {
  Name found = wanted;
  for (unsigned n = 2; t.index(found); ++n)
    found = context.name(fmt::format("{}_{}", wanted.str(), n));
  return found;
}

void Reader::primaryKey(Cursor &c, Table &t, Name called) {
  size_t from = c.mark();
  if (c.accept("using"))
    c.next();
  Constraint k;
  k.kind = ConstraintKind::PrimaryKey;
  std::vector<IndexElem> elems = elements(c);
  k.columns = columnsOf(elems);
  if (!isPlain(elems))
    k.edit().elems = elems;
  k.name = isMySql() ? context.name(mysql::PrimaryKeyName)
           : called  ? called
                     : context.name(t.name.name.string() + "_pkey");
  k.range = c.range(from);
  Index options;
  indexOptions(c, t, options);
  for (Name n : k.columns)
    if (Column *column = t.column(n); column && !isMySql())
      column->nullable = false;
  t.constraints.insert(t.constraints.begin(), std::move(k));
}

/// Behind UNIQUE, KEY and the like. In SQLite UNIQUE is a constraint.
void Reader::key(Cursor &c, Table &t, bool unique, std::string_view method, Name called) {
  size_t from = c.mark();
  Index i;
  i.unique = unique;
  i.name = called;
  if (!method.empty())
    i.method = context.name(method);
  if (!c.atSymbol("(") && !c.at("using"))
    i.name = name(c).value_or(called);
  if (c.accept("using"))
    if (auto m = name(c)) {
      std::string lower = m->string();
      std::ranges::transform(lower, lower.begin(), [](char x) { return char(tolower(x)); });
      i.method = context.name(lower);
    }
  i.elems = elements(c);
  if (failed || i.elems.empty())
    return;
  if (!isMySql()) {
    Constraint k;
    k.kind = ConstraintKind::Unique;
    k.columns = columnsOf(i.elems);
    k.name =
        i.name ? i.name : context.name(t.name.name.string() + "_" + joined(k.columns) + "_key");
    k.range = c.range(from);
    conflict(c);
    t.constraints.push_back(std::move(k));
    return;
  }
  if (!i.name)
    i.name = freshIndexName(t, i.elems.front().column ? i.elems.front().column
                                                      : context.name("functional_index"));
  indexOptions(c, t, i);
  i.range = c.range(from);
  t.indexes.push_back(std::move(i));
}

void Reader::indexOptions(Cursor &c, Table &t, Index &i) {
  auto parameter = [&](const char *name, std::string_view value) {
    i.parameters.push_back({context.name(name), context.name(value)});
  };
  while (!failed && isMySql()) {
    if (c.accept("using")) {
      if (c.accept("hash"))
        i.method = context.name("hash");
      else
        c.next();
    } else if (c.accept("comment")) {
      c.acceptSymbol("=");
      setPartComment(t, PartKind::Index, i.name, text(c));
    } else if (c.accept("key_block_size")) {
      c.acceptSymbol("=");
      parameter("key_block_size", c.peek() ? c.peek()->text : "");
      c.next();
    } else if (c.accept({"with", "parser"})) {
      if (auto n = name(c))
        parameter("parser", n->str());
    } else if (c.accept("invisible") || c.accept("ignored")) {
      parameter("invisible", "true");
    } else if (!c.accept("visible") && !c.accept({"not", "ignored"})) {
      return;
    }
  }
}

void Reader::check(Cursor &c, Table &t, Name called, Name column) {
  Constraint k;
  k.kind = ConstraintKind::Check;
  size_t from = c.mark();
  if (!c.atSymbol("("))
    return expected(c, "'('");
  k.check = expr(c.group());
  k.range = c.range(from);
  ++checks;
  std::string table = t.name.name.string();
  k.name = called                      ? called
           : dialect.name() == "mysql" ? context.name(fmt::format("{}_chk_{}", table, checks))
           : isMariaDb()
               ? context.name(column ? column.string() : fmt::format("CONSTRAINT_{}", checks))
               : context.name(table + (column ? "_" + column.string() : "") + "_check");
  for (unsigned n = 1; t.constraint(k.name); ++n)
    k.name = context.name(fmt::format("{}{}", k.name.str(), n));
  k.notEnforced = c.accept({"not", "enforced"});
  c.accept("enforced");
  t.constraints.push_back(std::move(k));
}

//===--- foreign keys -----------------------------------------------------===//

std::optional<FkAction> Reader::action(Cursor &c) {
  if (c.accept("cascade"))
    return FkAction::Cascade;
  if (c.accept("restrict"))
    return FkAction::Restrict;
  if (c.accept({"no", "action"}))
    return FkAction::NoAction;
  if (c.accept({"set", "null"}))
    return FkAction::SetNull;
  if (c.accept({"set", "default"}))
    return FkAction::SetDefault;
  expected(c, "an action such as CASCADE");
  return std::nullopt;
}

void Reader::foreignKey(Cursor &c, Table &t, Name called, std::vector<Name> columns) {
  size_t from = c.mark();
  if (failed || !expect(c, "references"))
    return;
  Constraint k;
  k.kind = ConstraintKind::ForeignKey;
  k.columns = std::move(columns);
  k.refTable = qname(c);
  if (c.atSymbol("("))
    k.refColumns = names(c);
  ++keys;
  std::string table = t.name.name.string();
  k.name = called      ? called
           : isMySql() ? context.name(fmt::format("{}_ibfk_{}", table, keys))
                       : context.name(table + "_" + joined(k.columns) + "_fkey");
  for (unsigned n = 1; t.constraint(k.name); ++n)
    k.name = context.name(fmt::format("{}{}", k.name.str(), n));
  while (!failed) {
    if (c.accept({"on", "delete"})) {
      k.onDelete = action(c).value_or(FkAction::NoAction);
    } else if (c.accept({"on", "update"})) {
      k.onUpdate = action(c).value_or(FkAction::NoAction);
    } else if (c.accept("match")) {
      c.next(); // all of them mean SIMPLE
    } else if (c.at("not") && c.at("deferrable", 1)) {
      c.next(), c.next();
      if (c.accept("initially"))
        c.next();
    } else if (c.accept("deferrable")) {
      k.deferrable = true;
      if (c.accept("initially"))
        k.initiallyDeferred = c.accept("deferred") || (c.accept("immediate"), false);
    } else {
      break;
    }
  }
  k.range = c.range(from);
  t.constraints.push_back(std::move(k));
}

//===--- options ----------------------------------------------------------===//

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
    if (isMySql() && c.at("partition"))
      return partitions(c, t);
    if (!tableOption(c, t))
      return;
  }
}

} // namespace schemac::dump
