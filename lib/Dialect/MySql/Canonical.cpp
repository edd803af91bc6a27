//===- Canonical.cpp - Tables that say the same in other words -------------===//
//
// A primary key has one name, a UNIQUE constraint is an index, RESTRICT is NO ACTION, and engines,
// character sets and the current time have one spelling each: so two schemas that lead to one table
// are equal.
//
//===----------------------------------------------------------------------===//

#include "Dialect/MySql/MySqlDialect.h"
#include "schemac/Dialect/MySql/MySql.h"
#include "schemac/IR/NumberTypes.h"
#include "schemac/IR/SqlTokens.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringRef.h"
#include <algorithm>

namespace schemac::mysql {

namespace {

enum class Value : uint8_t { Word, Lower, Number, Text, Engine };
struct TableOption {
  std::string_view name, sql;
  Value value;
};
constexpr TableOption TableOptions[] = {
#define TABLE_OPTION(NAME, SQL, VALUE) {NAME, SQL, Value::VALUE},
#include "schemac/Dialect/MySql/Options.def"
};
constexpr std::string_view IndexOptions[] = {
#define INDEX_OPTION(NAME) NAME,
#include "schemac/Dialect/MySql/Options.def"
};
constexpr std::string_view Engines[] = {
#define ENGINE(NAME) NAME,
#include "schemac/Dialect/MySql/Options.def"
};

std::string lowered(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), llvm::toLower);
  return out;
}
bool sameWord(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, {}, llvm::toLower, llvm::toLower);
}

const TableOption *tableOption(std::string_view name) {
  auto it = std::ranges::find(TableOptions, name, &TableOption::name);
  return it == std::end(TableOptions) ? nullptr : &*it;
}

std::string canonicalValue(const TableOption &option, std::string_view value) {
  switch (option.value) {
  case Value::Engine:
    for (std::string_view e : Engines)
      if (sameWord(e, value))
        return std::string(e);
    return std::string(value);
  case Value::Lower: {
    std::string text = lowered(value);
    // The old name of the character set of three bytes; of its collations, too.
    return text == "utf8"              ? "utf8mb3"
           : text.starts_with("utf8_") ? "utf8mb3_" + text.substr(5)
                                       : text;
  }
  case Value::Word: {
    std::string text(value);
    std::ranges::transform(text, text.begin(),
                           [](char c) { return c >= 'a' && c <= 'z' ? char(c - 'a' + 'A') : c; });
    return text;
  }
  case Value::Number:
  case Value::Text:
    break;
  }
  return std::string(value);
}

Name canonicalSet(Context &context, Name set) {
  return set ? context.name(canonicalValue(*tableOption("charset"), set.str())) : set;
}

Parameters canonicalParameters(Context &context, const Parameters &list) {
  Parameters out;
  for (const Parameter &p : list) {
    std::string name = lowered(p.name.str());
    const TableOption *option = tableOption(name);
    std::string value = option ? canonicalValue(*option, p.value.str()) : p.value.string();
    if (name == "key_block_size" && value == "0")
      continue; // what a server has by itself, and does not show
    out.push_back({context.name(name), context.name(value)});
  }
  // One order for the two that say one thing.
  auto charset = std::ranges::find(out, context.name("charset"), &Parameter::name);
  auto collation = std::ranges::find(out, context.name("collate"), &Parameter::name);
  if (charset != out.end() && collation < charset)
    std::swap(*charset, *collation);
  return out;
}

/// now(3) and CURRENT_TIMESTAMP(3) are one; so are TRUE and 1.
Expr canonicalDefault(Context &context, Expr e) {
  if (!e)
    return e;
  std::vector<SqlToken> t = lexSqlTokens(e.str(), SqlRules::MySql);
  if (t.size() == 1 && (t[0].isWord("true") || t[0].isWord("false")))
    return context.expr(t[0].isWord("true") ? "1" : "0");
  static constexpr std::string_view Now[] = {"now", "current_timestamp", "localtime",
                                             "localtimestamp"};
  if (t.empty() || std::ranges::none_of(Now, [&](auto word) { return t[0].isWord(word); }))
    return e;
  bool bare = t.size() == 1 ? !t[0].isWord("now")
                            : t.size() == 3 && t[1].isSymbol("(") && t[2].isSymbol(")");
  if (bare)
    return context.expr("CURRENT_TIMESTAMP");
  if (t.size() == 4 && t[1].isSymbol("(") && t[2].kind == SqlToken::Kind::Number &&
      t[3].isSymbol(")"))
    return context.expr("CURRENT_TIMESTAMP(" + std::string(t[2].text) + ")");
  return e;
}

/// A number by default is one with quotes and without.
Expr unquotedNumber(Context &context, Expr e) {
  std::string_view text = e.str();
  if (text.size() < 3 || !text.starts_with('\'') || !text.ends_with('\''))
    return e;
  llvm::StringRef inner(text.data() + 1, text.size() - 2), digits = inner;
  digits.consume_front("-");
  auto [whole, rest] = digits.split('.');
  bool number =
      !whole.empty() && (whole + rest).str().find_first_not_of("0123456789") == std::string::npos;
  return number ? context.expr(inner.str()) : e;
}

void canonicalizeColumn(Context &context, Column &c) {
  c.defaultExpr = canonicalDefault(context, c.defaultExpr);
  if (c.defaultExpr && isNumber(c.type))
    c.defaultExpr = unquotedNumber(context, c.defaultExpr);
  if (!c.charset() && !c.collation() && !c.onUpdate())
    return;
  ColumnExtra extra = *c.extra;
  extra.charset = canonicalSet(context, extra.charset);
  extra.collation = canonicalSet(context, extra.collation);
  extra.onUpdate = canonicalDefault(context, extra.onUpdate);
  c.extra = context.make<ColumnExtra>(extra);
}

/// To other engines HASH is a word that they read and forget: their indexes are trees.
bool hasHashIndexes(const Table &table) {
  return std::ranges::any_of(table.parameters, [](const Parameter &p) {
    return p.name.str() == "engine" && (p.value.str() == "MEMORY" || p.value.str() == "ndbcluster");
  });
}

Index asIndex(const Constraint &unique) {
  Index index;
  index.name = unique.name;
  index.unique = true;
  index.range = unique.range;
  for (Name column : unique.columns) {
    IndexElem elem;
    elem.column = column;
    index.elems.push_back(elem);
  }
  return index;
}

/// Whether an index says all that the constraint does.
bool isPlain(const Constraint &unique) {
  return !unique.nullsNotDistinct && unique.include.empty() && !unique.deferrable &&
         !unique.notValid && !unique.extra;
}

bool isWhole(const IndexElem &e) { return e.column && e.prefixLength < 0 && !e.descending; }

/// Whether \p index is the one that the server makes with a foreign key, under its name, for want
/// of another that begins with its columns. A dump states it, and it comes again with the key.
bool comesWithKey(const Table &table, const Index &index) {
  const Constraint *key = table.constraint(index.name);
  bool plain = !index.unique && !index.method && index.parameters.empty() &&
               std::ranges::all_of(index.elems, isWhole) &&
               !partComment(table, PartKind::Index, index.name);
  if (!plain || !key || key->kind != ConstraintKind::ForeignKey ||
      !std::ranges::equal(key->columns, index.elems, {}, {}, &IndexElem::column))
    return false;
  auto begins = [&](const auto &list, auto column) {
    return list.size() >= key->columns.size() &&
           std::equal(key->columns.begin(), key->columns.end(), list.begin(),
                      [&](Name n, const auto &e) { return n == column(e); });
  };
  bool byKey = std::ranges::any_of(table.constraints, [&](const Constraint &c) {
    return ownsIndex(c) && begins(c.columns, [](Name n) { return n; });
  });
  return !byKey && std::ranges::none_of(table.indexes, [&](const Index &other) {
    return other.name != index.name &&
           begins(other.elems, [](const IndexElem &e) { return e.column; });
  });
}

void canonicalizeKeys(Context &context, Table &table) {
  for (Constraint &c : table.constraints) {
    if (c.kind == ConstraintKind::PrimaryKey) {
      Name primary = context.name(PrimaryKeyName);
      renamePart(table, PartKind::Constraint, c.name, primary);
      c.name = primary;
    }
    for (FkAction *action : {&c.onDelete, &c.onUpdate})
      if (*action == FkAction::Restrict)
        *action = FkAction::NoAction;
  }
  // The others keep their order; those that were constraints come first.
  std::vector<Index> unique;
  for (const Constraint &c : table.constraints)
    if (c.kind == ConstraintKind::Unique && isPlain(c)) {
      unique.push_back(asIndex(c));
      if (Name text = partComment(table, PartKind::Constraint, c.name)) {
        setPartComment(table, PartKind::Constraint, c.name, Name());
        setPartComment(table, PartKind::Index, c.name, text);
      }
    }
  std::erase_if(table.constraints,
                [](const Constraint &c) { return c.kind == ConstraintKind::Unique && isPlain(c); });
  table.indexes.insert(table.indexes.begin(), unique.begin(), unique.end());
  std::vector<Name> implied;
  for (const Index &i : table.indexes)
    if (comesWithKey(table, i))
      implied.push_back(i.name);
  std::erase_if(table.indexes, [&](const Index &i) {
    return std::ranges::find(implied, i.name) != implied.end();
  });
}

} // namespace

bool isTableOption(std::string_view name) { return tableOption(name) != nullptr; }

bool isIndexOption(std::string_view name) {
  return std::ranges::find(IndexOptions, name) != std::end(IndexOptions);
}

std::string_view tableOptionSql(std::string_view name) {
  const TableOption *option = tableOption(name);
  return option ? option->sql : std::string_view();
}

std::string optionValue(std::string_view name, std::string_view value) {
  const TableOption *option = tableOption(name);
  return option && option->value == Value::Text ? quoteString(value) : std::string(value);
}

bool isPlainDefault(std::string_view sql) {
  std::vector<SqlToken> t = lexSqlTokens(sql, SqlRules::MySql);
  if (!t.empty() && (t[0].isSymbol("-") || t[0].isSymbol("+")))
    t.erase(t.begin());
  if (t.empty())
    return false;
  using Kind = SqlToken::Kind;
  if (t.size() == 1)
    return t[0].kind == Kind::String || t[0].kind == Kind::Number || t[0].isWord("null") ||
           t[0].isWord("true") || t[0].isWord("false") || t[0].isWord("current_timestamp");
  bool introduced = t.size() == 2 && t[0].text.starts_with("_") && t[1].kind == Kind::String;
  return introduced || (t.size() == 4 && t[0].isWord("current_timestamp"));
}

bool wantsExpression(Type type) {
  switch (type.kind()) {
  case TypeKind::TinyText:
  case TypeKind::Text:
  case TypeKind::MediumText:
  case TypeKind::LongText:
  case TypeKind::TinyBytes:
  case TypeKind::Bytes:
  case TypeKind::MediumBytes:
  case TypeKind::LongBytes:
  case TypeKind::Json:
  case TypeKind::Point:
  case TypeKind::Polygon:
    return true;
  default:
    return false;
  }
}

Table canonicalTable(Context &context, const Table &written) {
  Table table = written;
  table.parameters = canonicalParameters(context, table.parameters);
  for (Column &c : table.columns)
    canonicalizeColumn(context, c);
  canonicalizeTexts(context, table);
  canonicalizeKeys(context, table);
  canonicalizeParts(context, table);
  canonicalizeTriggers(context, table);
  bool hash = hasHashIndexes(table);
  for (Index &i : table.indexes)
    if (i.method && (i.method.str() == "btree" || (i.method.str() == "hash" && !hash)))
      i.method = Name();
  return table;
}

} // namespace schemac::mysql
