//===- Reader.cpp - Statements to a state ---------------------------------===//
#include "Reader.h"
#include "Databases.h"
#include "Split.h"
#include "schemac/Dialect/MySql/MySql.h"
#include "schemac/Frontend/Dump/Diags.h"
#include "schemac/IR/Traits.h"
#include "schemac/Support/Utf8.h"
#include <algorithm>
#include <charconv>
#include <fmt/format.h>

namespace schemac::dump {

/// Statements that make nothing which a state has: settings, rows, transactions, databases.
static constexpr std::string_view Passed[] = {
    "set",    "use",   "lock",    "unlock", "insert", "replace", "start",  "begin",    "commit",
    "pragma", "flush", "analyze", "vacuum", "update", "delete",  "select", "rollback", "end"};

Reader::Reader(const Dialect &dialect, Context &context, DiagEngine &diags, std::string home)
    : dialect(dialect), context(context), diags(diags), home(std::move(home)) {
  out.dialect = context.name(dialect.name());
  out.name = context.name("app");
}

void Reader::expected(Cursor &c, std::string_view what) {
  if (!failed)
    diags.report(c.here(), diag::err_dump_syntax, what, c.found());
  failed = true;
}

void Reader::leftOut(SourceRange range, std::string what) {
  diags.report(range, diag::warn_dump_left_out, what, dialect.display());
}

/// SQLite's ON CONFLICT ROLLBACK and the like, behind what it is said of.
void Reader::conflict(Cursor &c) {
  size_t from = c.mark();
  if (!c.accept({"on", "conflict"}))
    return;
  c.next();
  leftOut(c.range(from), std::string(c.since(from)));
}

bool Reader::expect(Cursor &c, std::string_view word) {
  if (c.accept(word))
    return true;
  std::string upper(word);
  std::ranges::transform(upper, upper.begin(), [](char x) { return char(toupper(x)); });
  expected(c, upper);
  return false;
}

bool Reader::expectSymbol(Cursor &c, std::string_view symbol) {
  if (c.acceptSymbol(symbol))
    return true;
  expected(c, fmt::format("'{}'", symbol));
  return false;
}

//===--- words ------------------------------------------------------------===//

/// Names keep their case. SQLite takes [x] and 'x' for names, too.
std::optional<Name> Reader::name(Cursor &c) {
  const SqlToken *t = c.peek();
  if (!isMySql() && c.atSymbol("[")) {
    size_t from = c.mark();
    while (!c.done() && !c.atSymbol("]"))
      c.next();
    c.acceptSymbol("]");
    std::string_view all = c.since(from);
    return context.name(all.substr(1, all.size() < 2 ? 0 : all.size() - 2));
  }
  if (t && !isMySql() && t->kind == SqlToken::Kind::String) {
    c.next();
    return context.name(stringValue(t->text, c.sqlRules()));
  }
  if (!t || !t->isName()) {
    expected(c, "a name");
    return std::nullopt;
  }
  c.next();
  return context.name(t->kind == SqlToken::Kind::Quoted ? t->name() : std::string(t->text));
}

QName Reader::qname(Cursor &c) {
  auto first = name(c);
  if (!first || !c.acceptSymbol("."))
    return {Name(), first.value_or(Name())};
  auto second = name(c);
  bool usual = first->str() == dialect.defaultNamespace() || first->str() == home;
  return {usual ? Name() : *first, second.value_or(Name())};
}

std::vector<Name> Reader::names(Cursor &c) {
  std::vector<Name> list;
  if (!expectSymbol(c, "("))
    return list;
  do
    if (auto n = name(c))
      list.push_back(*n);
  while (!failed && c.acceptSymbol(","));
  expectSymbol(c, ")");
  return list;
}

std::string stringValue(std::string_view literal, SqlRules rules) {
  if (literal.size() < 2)
    return std::string(literal);
  char quote = literal.back();
  size_t open = literal.find(quote);
  std::string out;
  for (size_t i = open + 1; i + 1 < literal.size(); ++i) {
    char c = literal[i];
    if (c == '\\' && rules == SqlRules::MySql && i + 2 < literal.size()) {
      mysql::addEscaped(out, literal[++i]);
      continue;
    }
    out += c;
    i += c == quote;
  }
  return out;
}

Name Reader::text(Cursor &c) {
  const SqlToken *t = c.peek();
  bool quoted = t && (t->kind == SqlToken::Kind::String ||
                      (t->kind == SqlToken::Kind::Quoted && t->text.starts_with('"')));
  if (!quoted) {
    expected(c, "a text in quotes");
    return {};
  }
  c.next();
  return context.name(stringValue(t->text, c.sqlRules()));
}

Expr Reader::expr(std::string_view sql) {
  return context.expr(home.empty() ? std::string(sql) : withoutQualifier(sql, home));
}

std::optional<int64_t> Reader::number(Cursor &c) {
  int64_t value = 0;
  const SqlToken *t = c.peek();
  if (!t || t->kind != SqlToken::Kind::Number ||
      std::from_chars(t->text.data(), t->text.data() + t->text.size(), value).ec != std::errc()) {
    expected(c, "a number");
    return std::nullopt;
  }
  c.next();
  return value;
}

//===--- statements -------------------------------------------------------===//

void Reader::statement(std::string_view text, Loc base) {
  size_t wordEnd = text.find_first_of(" \t\r\n(;");
  std::string first(text.substr(0, wordEnd));
  std::ranges::transform(first, first.begin(), [](char x) { return char(tolower(x)); });
  if (std::ranges::find(Passed, first) != std::end(Passed))
    return;
  Cursor c(text, base, traitsOf(out.dialect).sqlRules);
  if (c.done())
    return;
  failed = false;
  if (c.accept("create"))
    create(c);
  else if (c.accept("alter"))
    alter(c);
  else if (c.accept("drop"))
    drop(c);
  else if (c.atAny({"grant", "revoke"}))
    leftOut(c.here(), "a privilege");
  else
    diags.report(c.here(), diag::err_dump_statement, dialect.display(), c.found());
}

/// DEFINER = `root`@`localhost`, ALGORITHM = UNDEFINED, SQL SECURITY …, in any order.
static bool acceptOwner(Cursor &c, bool &invoker) {
  if (c.accept("definer")) {
    c.acceptSymbol("=");
    c.next();
    if (c.acceptSymbol("("))
      c.acceptSymbol(")");
    if (c.acceptSymbol("@"))
      c.next();
  } else if (c.accept("algorithm")) {
    c.acceptSymbol("=");
    c.next();
  } else if (c.accept({"sql", "security"})) {
    invoker = c.at("invoker");
    c.next();
  } else {
    return false;
  }
  return true;
}

void Reader::create(Cursor &c) {
  bool invoker = false, replace = c.accept({"or", "replace"});
  while (acceptOwner(c, invoker)) {
  }
  bool unique = c.accept("unique");
  std::string_view method = c.accept("fulltext")  ? "fulltext"
                            : c.accept("spatial") ? "spatial"
                                                  : "";
  if (c.accept("index"))
    return createIndex(c, unique, method);
  if (c.atAny({"temporary", "temp"}))
    return; // goes with the session
  if (c.accept("table"))
    return createTable(c);
  if (c.accept("view"))
    return createView(c, replace, invoker);
  if (c.accept("trigger"))
    return createTrigger(c);
  if (c.accept("function"))
    return createRoutine(c, false, replace);
  if (c.accept("procedure"))
    return createRoutine(c, true, replace);
  if (c.atAny({"database", "schema"}))
    return;
  static constexpr std::pair<std::string_view, std::string_view> Others[] = {
      {"event", "an event"},
      {"virtual", "a virtual table"},
      {"sequence", "a sequence"},
      {"user", "a user"},
      {"role", "a role"},
      {"server", "a foreign server"},
      {"tablespace", "a tablespace"},
      {"aggregate", "an aggregate"}};
  for (auto [word, what] : Others)
    if (c.at(word))
      return leftOut(c.here(), std::string(what));
  expected(c, "TABLE, INDEX, VIEW, TRIGGER, FUNCTION or PROCEDURE");
}

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

void Reader::createIndex(Cursor &c, bool unique, std::string_view method) {
  size_t from = c.mark();
  c.accept({"if", "not", "exists"});
  Index i;
  QName called = qname(c);
  i.name = called.name;
  i.unique = unique;
  if (!method.empty())
    i.method = context.name(method);
  if (c.accept("using"))
    if (auto m = name(c))
      i.method = context.name(m->str());
  if (!expect(c, "on"))
    return;
  SourceRange at = c.here();
  QName n = qname(c);
  i.elems = elements(c);
  if (failed)
    return;
  Table *t = out.edit<Table>(n);
  if (!t) {
    diags.report(at, diag::err_dump_unknown, "table", n.str());
    return;
  }
  if (c.accept("where")) {
    i.where = expr(c.rest());
    while (!c.done())
      c.next();
  }
  indexOptions(c, *t, i);
  i.range = c.range(from);
  if (!c.done())
    return expected(c, "the end of the statement");
  t->indexes.push_back(std::move(i));
}

void Reader::createView(Cursor &c, bool replace, bool invoker) {
  size_t from = c.mark();
  bool unless = c.accept({"if", "not", "exists"});
  View v;
  v.name = qname(c);
  v.securityInvoker = invoker;
  if (c.atSymbol("("))
    v.columnNames = names(c);
  v.range = c.range(from);
  if (failed || !expect(c, "as"))
    return;
  std::string query(c.rest());
  // WITH … CHECK OPTION is the end of the statement, and no part of the query.
  auto ends = [&](std::string_view words, CheckOption option) {
    size_t at = query.size() >= words.size() ? query.size() - words.size() : 0;
    bool same = std::ranges::equal(std::string_view(query).substr(at), words, {},
                                   [](char x) { return char(toupper(x)); });
    if (same && isMySql())
      query.resize(query.find_last_not_of(" \t\r\n", at - 1) + 1), v.checkOption = option;
  };
  while (!query.empty() && isspace(static_cast<unsigned char>(query.back())))
    query.pop_back();
  ends("WITH CASCADED CHECK OPTION", CheckOption::Cascaded);
  ends("WITH LOCAL CHECK OPTION", CheckOption::Local);
  ends("WITH CHECK OPTION", CheckOption::Cascaded);
  v.query = expr(query);
  const View *old = out.find<View>(v.name);
  if (old && unless)
    return;
  if (old && !replace) {
    diags.report(v.range, diag::err_dump_statement, dialect.display(),
                 fmt::format("view '{}' is there already", v.name.str()));
    return;
  }
  out.put(std::move(v));
}

//===--- ALTER ------------------------------------------------------------===//

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
  for (const Constraint &k : t->constraints) {
    checks += k.kind == ConstraintKind::Check;
    keys += k.kind == ConstraintKind::ForeignKey;
  }
  do
    alterAction(c, *t);
  while (!failed && c.acceptSymbol(","));
  if (!failed && !c.done())
    expected(c, "',' or the end of the statement");
}

void Reader::alterAction(Cursor &c, Table &t) {
  if (c.accept("add"))
    return addTo(c, t);
  if (c.accept("modify") || c.accept("change")) {
    c.accept("column");
    Table now;
    now.name = t.name;
    size_t from = c.mark();
    auto old = name(c);
    if (!c.peek() || !c.peek()->isName())
      return expected(c, "a type");
    c.back(from);
    column(c, now);
    Column *place = old ? t.column(*old) : nullptr;
    if (failed || now.columns.empty())
      return;
    if (!place)
      return void(diags.report(c.range(from), diag::err_dump_unknown, "column", old->str()));
    *place = now.columns.front();
    for (const PartComment &p : now.partComments)
      setPartComment(t, p.kind, p.part, p.text);
    return;
  }
  if (c.accept({"disable", "keys"}) || c.accept({"enable", "keys"}))
    return;
  if (c.at("partition") && c.at("by", 1))
    return partitions(c, t);
  if (!tableOption(c, t))
    expected(c, "ADD, MODIFY or an option of the table");
  while (!failed && !c.done() && !c.atSymbol(",") && tableOption(c, t)) {
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

//===--- the end ----------------------------------------------------------===//

/// A foreign key that names no columns is to the primary key.
Schema Reader::finish() {
  std::vector<QName> tables;
  for (const Table &t : out.tables())
    for (const Constraint &k : t.constraints)
      if (k.kind == ConstraintKind::ForeignKey && k.refColumns.empty()) {
        tables.push_back(t.name);
        break;
      }
  for (QName n : tables)
    for (Constraint &k : out.edit<Table>(n)->constraints)
      if (k.kind == ConstraintKind::ForeignKey && k.refColumns.empty())
        if (const Table *other = out.table(k.refTable); other && other->primaryKey())
          k.refColumns = other->primaryKey()->columns;
  canonicalizeTypes(out, context, dialect);
  return std::move(out);
}

/// How much of \p text is UTF-8.
static size_t validUtf8(std::string_view text) {
  size_t at = 0;
  while (at < text.size()) {
    size_t length = static_cast<unsigned char>(text[at]) < 0x80 ? 1 : utf8Length(text.substr(at));
    if (length == 0)
      break;
    at += length;
  }
  return at;
}

Schema read(const SourceManager &sources, FileId file, std::string_view dialect, Context &context,
            DiagEngine &diags) {
  bool mysql = findDialect(dialect)->family() == "mysql";
  std::string unwrapped = mysql ? withConditional(sources.text(file)) : std::string();
  std::string_view text = mysql ? std::string_view(unwrapped) : sources.text(file);
  if (size_t valid = validUtf8(text); valid < text.size()) {
    diags.report(SourceRange(sources.begin(file) + uint32_t(valid)), diag::err_dump_syntax,
                 "text in UTF-8", "a byte of another encoding");
    text = text.substr(0, valid);
  }
  std::vector<Piece> pieces = split(text, mysql);
  Reader reader(*findDialect(dialect), context, diags,
                mysql ? homeDatabase(text, pieces) : std::string());
  for (Piece p : pieces)
    reader.statement(text.substr(p.begin, p.end - p.begin),
                     sources.begin(file) + uint32_t(p.begin));
  return reader.finish();
}

} // namespace schemac::dump
