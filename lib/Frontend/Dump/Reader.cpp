//===- Reader.cpp - Statements to a state ---------------------------------===//
#include "Reader.h"
#include "Databases.h"
#include "Split.h"
#include "schemac/Frontend/Dump/Diags.h"
#include "schemac/IR/Traits.h"
#include "schemac/Support/Utf8.h"
#include <algorithm>
#include <fmt/format.h>

namespace schemac::dump {

/// Statements that make nothing which a state has: settings, rows, transactions, databases.
static constexpr std::string_view Passed[] = {"set",     "use",      "lock",   "unlock", "insert",
                                              "replace", "start",    "begin",  "commit", "pragma",
                                              "flush",   "analyze",  "vacuum", "update", "delete",
                                              "select",  "rollback", "end",    "do"};

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

//===--- statements -------------------------------------------------------===//

static bool isPassed(std::string_view text) {
  std::string first(text.substr(0, text.find_first_of(" \t\r\n(;")));
  std::ranges::transform(first, first.begin(), [](char x) { return char(tolower(x)); });
  return std::ranges::find(Passed, first) != std::end(Passed);
}

void Reader::statement(std::string_view text, Loc base) {
  if (isPassed(text))
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
bool Reader::acceptOwner(Cursor &c, bool &invoker) {
  size_t from = c.mark();
  if (c.accept("definer")) {
    c.acceptSymbol("=");
    c.next();
    if (c.acceptSymbol("("))
      c.acceptSymbol(")");
    if (c.acceptSymbol("@"))
      c.next();
  } else if (c.accept("algorithm")) {
    c.acceptSymbol("=");
    bool said = !c.accept("undefined");
    if (said) {
      c.next();
      leftOut(c.range(from), std::string(c.since(from)) + " of a view");
    }
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

bool isUtf8(std::string_view text) { return validUtf8(text) == text.size(); }

/// Where \p statement is no text in UTF-8; its size when it is. Rows may be any bytes, and so may
/// what a binary column holds by default, which servers print as it is.
static size_t otherEncoding(std::string_view statement, SqlRules rules) {
  size_t valid = validUtf8(statement);
  if (valid == statement.size() || isPassed(statement))
    return statement.size();
  std::vector<SqlToken> tokens = lexSqlTokens(statement, rules);
  for (size_t i = 0; i < tokens.size(); ++i)
    if (size_t at = validUtf8(tokens[i].text); at < tokens[i].text.size()) {
      bool isDefault = i > 0 && tokens[i].kind == SqlToken::Kind::String &&
                       tokens[i - 1].isWord("default") && rules == SqlRules::MySql;
      if (!isDefault)
        return tokens[i].begin + at;
    }
  return statement.size();
}

Schema read(const SourceManager &sources, FileId file, std::string_view dialect, Context &context,
            DiagEngine &diags) {
  bool mysql = findDialect(dialect)->family() == "mysql";
  std::string unwrapped = mysql ? withConditional(sources.text(file)) : std::string();
  std::string_view text = mysql ? std::string_view(unwrapped) : sources.text(file);
  std::vector<Piece> pieces = split(text, mysql);
  Reader reader(*findDialect(dialect), context, diags,
                mysql ? homeDatabase(text, pieces) : std::string());
  for (Piece p : pieces) {
    std::string_view statement = text.substr(p.begin, p.end - p.begin);
    Loc begin = sources.begin(file) + uint32_t(p.begin);
    size_t other = otherEncoding(statement, mysql ? SqlRules::MySql : SqlRules::Standard);
    if (other < statement.size()) {
      diags.report(SourceRange(begin + uint32_t(other)), diag::err_dump_syntax, "text in UTF-8",
                   "a byte of another encoding");
      break; // what follows would be, too
    }
    reader.statement(statement, begin);
  }
  return reader.finish();
}

} // namespace schemac::dump
