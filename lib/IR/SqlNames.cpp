//===- SqlNames.cpp - Identifiers inside raw SQL expressions --------------===//
#include "schemac/IR/SqlNames.h"
#include "schemac/IR/SqlTokens.h"
#include <algorithm>

namespace schemac {

using Tokens = std::vector<SqlToken>;

/// Most expressions do not hold the name at all, and are not worth tokens. A quote in a name is
/// doubled in SQL.
static bool mayHold(std::string_view sql, std::string_view name) {
  if (name.find('"') != name.npos)
    return true;
  auto fold = [](char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; };
  return std::search(sql.begin(), sql.end(), name.begin(), name.end(),
                     [&](char a, char b) { return fold(a) == fold(b); }) != sql.end();
}

static bool follows(const Tokens &t, size_t i, std::string_view symbol) {
  return i + 1 < t.size() && t[i + 1].isSymbol(symbol);
}

/// Whether a type stands at \p i: after :: or, in cast(x as t), after AS.
static bool inTypePosition(const Tokens &t, size_t i) {
  return i > 0 && (t[i - 1].isSymbol("::") || t[i - 1].isWord("as"));
}

/// Whether a name cannot stand bare as a column: the words that PostgreSQL reserves.
static bool isReserved(std::string_view name) {
  static constexpr std::string_view Reserved[] = {"all",          "analyse",
                                                  "analyze",      "and",
                                                  "any",          "array",
                                                  "as",           "asc",
                                                  "asymmetric",   "both",
                                                  "case",         "cast",
                                                  "check",        "collate",
                                                  "column",       "constraint",
                                                  "create",       "current_catalog",
                                                  "current_date", "current_role",
                                                  "current_time", "current_timestamp",
                                                  "current_user", "default",
                                                  "deferrable",   "desc",
                                                  "distinct",     "do",
                                                  "else",         "end",
                                                  "except",       "false",
                                                  "fetch",        "for",
                                                  "foreign",      "from",
                                                  "grant",        "group",
                                                  "having",       "in",
                                                  "initially",    "intersect",
                                                  "into",         "lateral",
                                                  "leading",      "limit",
                                                  "localtime",    "localtimestamp",
                                                  "not",          "null",
                                                  "offset",       "on",
                                                  "only",         "or",
                                                  "order",        "placing",
                                                  "primary",      "references",
                                                  "returning",    "select",
                                                  "session_user", "some",
                                                  "symmetric",    "system_user",
                                                  "table",        "then",
                                                  "to",           "trailing",
                                                  "true",         "union",
                                                  "unique",       "user",
                                                  "using",        "variadic",
                                                  "when",         "where",
                                                  "window",       "with"};
  return std::binary_search(std::begin(Reserved), std::end(Reserved), name);
}

/// Whether the name at \p i can only be a column of \p table.
static bool isColumn(const Tokens &t, size_t i, std::string_view table) {
  if (follows(t, i, "(") || follows(t, i, ".") || inTypePosition(t, i))
    return false; // a function, a qualifier, a type
  if (i + 1 < t.size() && t[i + 1].kind == SqlToken::Kind::String && !t[i].text.starts_with('"'))
    return false; // a typed literal: date '2020-01-01'
  if (i > 0 && t[i - 1].isWord("collate"))
    return false;
  if (i > 1 && t[i - 1].isSymbol("(") && t[i - 2].isWord("extract"))
    return false; // extract(year from ...)
  if (i > 1 && t[i - 1].isSymbol("."))
    return t[i - 2].isName() && t[i - 2].name() == table;
  return t[i].kind == SqlToken::Kind::Quoted || !isReserved(t[i].name());
}

std::string sqlIdentifier(std::string_view name, bool alwaysQuoted) {
  bool plain = !alwaysQuoted && !name.empty() && !(name[0] >= '0' && name[0] <= '9') &&
               std::all_of(name.begin(), name.end(),
                           [](char c) {
                             return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
                           }) &&
               !isReserved(name);
  if (plain)
    return std::string(name);
  std::string quoted;
  quoted.reserve(name.size() + 2);
  quoted += '"';
  for (size_t end; (end = name.find('"')) != name.npos; name.remove_prefix(end + 1))
    quoted.append(name.substr(0, end + 1)) += '"';
  return quoted.append(name) += '"';
}

bool mentionsColumn(Expr sql, Name column, Name table) {
  if (!sql || !column || !mayHold(sql.str(), column.str()))
    return false;
  Tokens t = lexSqlTokens(sql.str());
  for (size_t i = 0; i < t.size(); ++i)
    if (t[i].isName() && t[i].name() == column.str() && isColumn(t, i, table.str()))
      return true;
  return false;
}

bool mentionsName(Expr sql, Name name) {
  if (!sql || !name || !mayHold(sql.str(), name.str()))
    return false;
  Tokens t = lexSqlTokens(sql.str());
  return std::any_of(t.begin(), t.end(), [&](const SqlToken &token) {
    return token.isName() && token.name() == name.str() &&
           (token.kind == SqlToken::Kind::Quoted || !isReserved(name.str()));
  });
}

bool mentionsWord(Expr sql, std::string_view word) {
  Tokens t = sql ? lexSqlTokens(sql.str()) : Tokens();
  return std::any_of(t.begin(), t.end(), [&](const SqlToken &x) { return x.isWord(word); });
}

bool isNotNullCheck(Expr sql, Name column) {
  if (!sql || !mayHold(sql.str(), column.str()))
    return false;
  Tokens t = lexSqlTokens(sql.str());
  while (t.size() > 2 && t.front().isSymbol("(") && t.back().isSymbol(")"))
    t = Tokens(t.begin() + 1, t.end() - 1);
  return t.size() == 4 && t[0].isName() && t[0].name() == column.str() && t[1].isWord("is") &&
         t[2].isWord("not") && t[3].isWord("null");
}

namespace {
/// What takes the place of a name: from which token on, and the text.
struct Respelt {
  size_t first;
  std::string text;
};
} // namespace

/// \p sql with the names \p from at which \p matches holds replaced by what \p replacement says.
template <class Match, class Replace>
static Expr replaceEach(Context &context, Expr sql, Name from, Match matches, Replace replacement) {
  if (!sql || !from || !mayHold(sql.str(), from.str()))
    return sql;
  std::string_view text = sql.str();
  Tokens t = lexSqlTokens(text);
  std::string result;
  size_t copied = 0;
  for (size_t i = 0; i < t.size(); ++i) {
    if (!t[i].isName() || t[i].name() != from.str() || !matches(t, i))
      continue;
    Respelt r = replacement(t, i);
    result += text.substr(copied, t[r.first].begin - copied);
    result += r.text;
    copied = t[i].end;
  }
  if (!copied)
    return sql;
  result += text.substr(copied);
  return context.expr(result);
}

/// By another name in the same place.
template <class Match>
static Expr replaceNames(Context &context, Expr sql, Name from, std::string_view to,
                         Match matches) {
  return replaceEach(context, sql, from, matches, [&](const Tokens &t, size_t i) {
    return Respelt{i, sqlIdentifier(to, t[i].kind == SqlToken::Kind::Quoted)};
  });
}

Expr renameColumnIn(Context &context, Expr sql, Name column, Name to, Name table) {
  return replaceNames(context, sql, column, to.str(),
                      [&](const Tokens &t, size_t i) { return isColumn(t, i, table.str()); });
}

Expr renameTableIn(Context &context, Expr sql, Name table, Name to) {
  return replaceNames(context, sql, table, to.str(), [](const Tokens &t, size_t i) {
    return follows(t, i, ".") && !(i > 0 && t[i - 1].isSymbol("."));
  });
}

/// The same of a name that is said with the namespace of \p to from there on, if it has one.
template <class Match>
static Expr replaceQualified(Context &context, Expr sql, QName from, QName to, Match matches) {
  std::string text = (to.ns ? sqlIdentifier(to.ns.str()) + "." : "") + sqlIdentifier(to.name.str());
  return replaceEach(context, sql, from.name, matches, [&](const Tokens &t, size_t i) {
    return Respelt{i > 1 && t[i - 1].isSymbol(".") ? i - 2 : i, text};
  });
}

Expr renameTypeIn(Context &context, Expr sql, QName type, QName to) {
  auto isIt = [&](const Tokens &t, size_t i) {
    if (i > 1 && t[i - 1].isSymbol("."))
      return t[i - 2].isName() && inTypePosition(t, i - 2) &&
             t[i - 2].name() == (type.ns ? type.ns.str() : "public");
    return inTypePosition(t, i) && !follows(t, i, ".");
  };
  return type.ns == to.ns ? replaceNames(context, sql, type.name, to.name.str(), isIt)
                          : replaceQualified(context, sql, type, to, isIt);
}

/// A function of the namespace is called at \p i; without one, whatever the search path finds.
static bool isCall(const Tokens &t, size_t i, Name ns) {
  if (!follows(t, i, "("))
    return false;
  bool qualified = i > 1 && t[i - 1].isSymbol(".");
  return !qualified || (t[i - 2].isName() && t[i - 2].name() == (ns ? ns.str() : "public"));
}

bool callsFunction(Expr sql, QName bare) {
  if (!sql || !bare || !mayHold(sql.str(), bare.name.str()))
    return false;
  Tokens t = lexSqlTokens(sql.str());
  for (size_t i = 0; i < t.size(); ++i)
    if (t[i].isName() && t[i].name() == bare.name.str() && isCall(t, i, bare.ns))
      return true;
  return false;
}

Expr renameFunctionIn(Context &context, Expr sql, QName bare, Name to) {
  return replaceNames(context, sql, bare.name, to.str(),
                      [&](const Tokens &t, size_t i) { return isCall(t, i, bare.ns); });
}

Expr moveFunctionIn(Context &context, Expr sql, QName bare, QName to) {
  auto isIt = [&](const Tokens &t, size_t i) { return isCall(t, i, bare.ns); };
  return bare.ns == to.ns ? renameFunctionIn(context, sql, bare, to.name)
                          : replaceQualified(context, sql, bare, to, isIt);
}

} // namespace schemac
