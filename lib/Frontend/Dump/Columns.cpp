//===- Columns.cpp - Columns and their types ------------------------------===//
#include "Reader.h"
#include "schemac/Frontend/Dump/Diags.h"
#include "schemac/IR/NumberTypes.h"
#include "llvm/ADT/StringExtras.h"
#include <algorithm>
#include <fmt/format.h>

namespace schemac::dump {

/// Words that cannot be part of a type's name, as options of a column begin with them.
static constexpr std::string_view Options[] = {
    "not",           "null",         "default", "on",         "auto_increment", "autoincrement",
    "unique",        "primary",      "key",     "comment",    "generated",      "as",
    "invisible",     "visible",      "check",   "constraint", "references",     "collate",
    "charset",       "character",    "virtual", "stored",     "persistent",     "srid",
    "column_format", "storage",      "first",   "after",      "with",           "without",
    "compressed",    "ref_system_id"};

/// \p inName: `character` is a part of the name.
static bool beginsOption(const Cursor &c, bool inName) {
  const SqlToken *t = c.peek();
  if (!t || t->kind != SqlToken::Kind::Identifier)
    return true;
  if (inName && c.at("character"))
    return false;
  return std::ranges::any_of(Options, [&](std::string_view w) { return t->isWord(w); });
}

/// NATIONAL VARCHAR(20), NCHAR(5) and their other names: texts in a character set of their own.
/// Null when nothing such is here.
Type Reader::nationalType(Cursor &c) {
  bool varying = c.at("nvarchar"), shortly = c.at("nchar");
  bool national =
      c.at("national") && (c.at("char", 1) || c.at("character", 1) || c.at("varchar", 1));
  if (!isMySql() || !(varying || shortly || national))
    return {};
  c.next();
  if (national) {
    varying = c.at("varchar");
    c.next();
  }
  varying |= !varying && (c.accept("varying") || c.accept("varchar"));
  std::string written = varying ? "varchar" : "char";
  size_t from = c.mark();
  if (c.atSymbol("("))
    c.skipGroup();
  written += c.since(from);
  return dialect.canonical(context, context.nativeType(written));
}

static bool isQuotedWord(const Cursor &c) {
  const SqlToken *t = c.peek();
  return t && (t->kind == SqlToken::Kind::Quoted || t->kind == SqlToken::Kind::String ||
               t->isSymbol("["));
}

/// "VARCHAR"(10), [int], 'text': SQLite keeps what is in the quotes, and nothing of what is behind.
Type Reader::quotedType(Cursor &c) {
  Name word = name(c).value_or(Name());
  while (!c.done() && (isQuotedWord(c) || c.atSymbol("(") || !beginsOption(c, true)))
    c.atSymbol("(") ? c.skipGroup() : c.next();
  return dialect.canonical(context, context.nativeType(word.str()));
}

/// Words, then perhaps parentheses, then perhaps a sign: DOUBLE PRECISION, INT(10) UNSIGNED. Of
/// CHARACTER(10) and, in SQLite, which has no character sets, VARYING CHARACTER(70).
Type Reader::type(Cursor &c) {
  if (!isMySql() && isQuotedWord(c))
    return quotedType(c);
  size_t from = c.mark();
  bool first = true;
  while (!c.done() && (!beginsOption(c, first || !isMySql()) || (!isMySql() && isQuotedWord(c)))) {
    c.next();
    first = false;
    if (c.at("character") && c.at("varying", 1))
      c.next();
    if (c.atSymbol("("))
      c.skipGroup();
  }
  std::string_view text = c.since(from);
  if (text.empty() && isMySql()) {
    expected(c, "a type");
    return {};
  }
  return dialect.canonical(context, context.nativeType(text));
}

/// MySQL prints numbers in quotes, and NULL where a column has no default.
Expr Reader::defaultOf(Cursor &c, Type type) {
  size_t from = c.mark();
  if (c.atSymbol("(")) {
    std::string_view inner = c.group();
    return expr(inner);
  }
  if (c.atSymbol("-") || c.atSymbol("+"))
    c.next();
  bool introduced = c.peek() && c.peek()->text.starts_with("_") && c.peek(1) &&
                    c.peek(1)->kind == SqlToken::Kind::String;
  if (introduced)
    c.next();
  c.next();
  if (c.atSymbol("("))
    c.skipGroup();
  std::string_view text = c.since(from);
  if (text.empty())
    expected(c, "a default");
  bool null = text.size() == 4 && (text[0] | 32) == 'n' && (text[1] | 32) == 'u' &&
              (text[2] | 32) == 'l' && (text[3] | 32) == 'l';
  if (null)
    return {};
  std::string_view inner = text.size() > 2 ? text.substr(1, text.size() - 2) : std::string_view();
  bool quotedNumber = isMySql() && isNumber(type) && text.starts_with('\'') && !inner.empty() &&
                      inner.find_first_not_of("0123456789.-") == inner.npos;
  if (bool bytes = text.starts_with('\'') && !isUtf8(text); bytes && isMySql())
    return expr("x'" + llvm::toHex(stringValue(text, c.sqlRules()), /*LowerCase=*/true) + "'");
  return expr(quotedNumber ? inner : text);
}

/// Whether \p check makes the column what MariaDB keeps for JSON, whose texts are compared by their
/// bytes. \p ofTable: the collation of columns that say none.
bool Reader::isDocument(const Constraint &check, const Column &column, const ColumnExtra &extra,
                        Name ofTable) {
  constexpr llvm::StringLiteral Collation = "utf8mb4_bin";
  Name stated = extra.collation || extra.charset ? extra.collation : ofTable;
  if (!isMariaDb() || !column.type.is(TypeKind::LongText) ||
      !Collation.equals_insensitive(stated.str()) || check.kind != ConstraintKind::Check ||
      check.name != column.name)
    return false;
  std::vector<SqlToken> tokens = lexSqlTokens(check.check.str(), SqlRules::MySql);
  return tokens.size() == 4 && tokens[0].isWord("json_valid") && tokens[2].isName() &&
         tokens[2].name() == column.name.str();
}

void Reader::document(Table &t, Column &column, ColumnExtra &extra) {
  if (t.constraints.empty() || !isDocument(t.constraints.back(), column, extra, Name()))
    return;
  column.type = context.type(TypeKind::Json);
  extra.charset = extra.collation = Name();
  t.constraints.pop_back();
}

/// The same of columns that have the collation of their table, which is known at its end.
void Reader::documents(Table &t) {
  Name collation;
  for (const Parameter &p : t.parameters)
    if (p.name.str() == "collate")
      collation = p.value;
  if (!collation)
    return;
  for (Column &column : t.columns) {
    ColumnExtra extra = column.extra ? *column.extra : ColumnExtra();
    auto check = std::ranges::find_if(t.constraints, [&](const Constraint &k) {
      return isDocument(k, column, extra, collation);
    });
    if (check == t.constraints.end())
      continue;
    column.type = context.type(TypeKind::Json);
    t.constraints.erase(check);
  }
}

/// VARCHAR(20) BINARY: the collation of its character set that compares bytes.
void Reader::binaryText(Column &column, ColumnExtra &extra) {
  constexpr llvm::StringLiteral Word = " binary";
  llvm::StringRef written = column.type.is(TypeKind::Native) ? column.type.native().str() : "";
  if (!isMySql() || !(extra.charset || extra.collation) || !written.consume_back(Word))
    return;
  Type text = dialect.canonical(context, context.nativeType(written));
  if (text.is(TypeKind::Native))
    return;
  column.type = text;
  if (!extra.collation)
    extra.collation = context.name(extra.charset.string() + "_bin");
}

bool Reader::columnOption(Cursor &c, Table &t, Column &column, ColumnExtra &extra, Name &named) {
  if (c.accept("constraint")) {
    named = name(c).value_or(Name());
  } else if (c.accept({"not", "null"})) {
    column.nullable = false;
  } else if (c.accept("null") || c.accept("visible")) {
  } else if (c.at("on") && c.at("conflict", 1)) {
    conflict(c);
  } else if (c.accept({"on", "update"})) {
    size_t from = c.mark();
    c.next();
    if (c.atSymbol("("))
      c.skipGroup();
    extra.onUpdate = expr(c.since(from));
  } else if (c.accept("default")) {
    column.defaultExpr = defaultOf(c, column.type);
  } else if (c.accept("auto_increment") || c.accept("autoincrement")) {
    column.generation = Generation::IdentityByDefault;
    if (isMySql())
      column.nullable = false;
  } else if (c.accept("comment")) {
    setPartComment(t, PartKind::Column, column.name, text(c));
  } else if (c.accept("collate")) {
    extra.collation = name(c).value_or(Name());
  } else if (c.accept({"character", "set"}) || c.accept("charset")) {
    extra.charset = name(c).value_or(Name());
  } else if (c.accept("invisible")) {
    extra.invisible = true;
  } else if (c.accept({"generated", "always", "as"}) || c.accept("as")) {
    if (!c.atSymbol("("))
      return expected(c, "'('"), false;
    extra.generated = expr(c.group());
    column.generation = Generation::Virtual;
    if (c.accept("stored") || c.accept("persistent"))
      column.generation = Generation::Stored;
    else
      c.accept("virtual");
  } else if (c.accept("check")) {
    check(c, t, named, column.name);
    named = Name();
    document(t, column, extra);
  } else if (c.at("references")) {
    foreignKey(c, t, named, {column.name});
    named = Name();
  } else if (c.atAny({"srid", "ref_system_id", "column_format", "storage", "compressed"})) {
    leftOut(c.here(), fmt::format("{} of column '{}'", c.peek()->text, column.name.str()));
    bool alone = c.at("compressed");
    c.next();
    c.acceptSymbol("=");
    if (!alone)
      c.next();
  } else {
    return false;
  }
  return true;
}

/// Behind PRIMARY KEY and UNIQUE. \p descending: of SQLite, where it makes the number of a row no
/// more than a value.
void Reader::keysOfColumn(Cursor &c, Table &t, Column &column, Name named, bool primary,
                          bool descending) {
  Constraint k;
  k.columns = {column.name};
  k.range = column.range;
  std::string table = t.name.name.string();
  conflict(c);
  if (primary) {
    k.kind = ConstraintKind::PrimaryKey;
    k.name = named ? named : context.name(table + "_pkey");
    column.nullable &= !isMySql(); // of SQLite's see settleKeys
    if (descending && !isMySql()) {
      IndexElem e;
      e.column = column.name;
      e.descending = true;
      k.edit().elems = {e};
    }
    t.constraints.insert(t.constraints.begin(), std::move(k));
  } else if (isMySql()) {
    Index i;
    i.unique = true;
    i.name = freshIndexName(t, column.name);
    i.range = column.range;
    i.elems.emplace_back().column = column.name;
    t.indexes.push_back(std::move(i));
  } else {
    k.kind = ConstraintKind::Unique;
    k.name = named ? named : context.name(table + "_" + column.name.string() + "_key");
    t.constraints.push_back(std::move(k));
  }
}

void Reader::column(Cursor &c, Table &t) {
  size_t from = c.mark();
  Column column;
  ColumnExtra extra;
  auto called = name(c);
  if (!called)
    return;
  column.name = *called;
  column.range = c.range(from);
  column.nullable = true;
  column.type = nationalType(c);
  if (column.type)
    extra.charset = context.name("utf8mb3");
  else
    column.type = type(c);
  Name named;
  while (!failed && !c.done() && !c.atSymbol(",") && !c.atSymbol(")") &&
         !c.atAny({"first", "after"})) {
    if (c.accept({"primary", "key"}) || (isMySql() && c.at("key") && c.accept("key"))) {
      bool descending = c.accept("desc");
      c.accept("asc");
      keysOfColumn(c, t, column, named, true, descending);
      named = Name();
    } else if (c.accept("unique")) {
      c.accept("key");
      keysOfColumn(c, t, column, named, false, false);
      named = Name();
    } else if (!columnOption(c, t, column, extra, named)) {
      expected(c, "an option of the column, ',' or ')'");
    }
  }
  if (failed)
    return;
  binaryText(column, extra);
  bool anyExtra =
      extra.generated || extra.charset || extra.collation || extra.onUpdate || extra.invisible;
  if (anyExtra)
    column.extra = context.make<ColumnExtra>(extra);
  t.columns.push_back(column);
}

} // namespace schemac::dump
