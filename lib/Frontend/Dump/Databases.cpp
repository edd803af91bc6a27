//===- Databases.cpp - The database that a script is about ----------------===//
//
// A state is of one database and does not say which. So a script that qualifies names by the
// database that it is about says no more by that than one that does not.
//
//===----------------------------------------------------------------------===//
#include "Databases.h"
#include "Cursor.h"
#include <algorithm>

namespace schemac::dump {

/// Names of databases keep their case.
static std::string nameOf(const SqlToken &t) {
  return t.kind == SqlToken::Kind::Quoted ? t.name() : std::string(t.text);
}

namespace {
/// One name, however often it is said.
struct OneName {
  void add(const SqlToken *t) {
    if (!t || !t->isName())
      return;
    several |= any && name != nameOf(*t);
    name = nameOf(*t);
    any = true;
  }
  std::string name;
  bool any = false, several = false;
};
} // namespace

std::string homeDatabase(std::string_view text, const std::vector<Piece> &pieces) {
  constexpr size_t Most = 1000; // of a statement's text: rows are many, names are short
  OneName used, made;
  for (Piece p : pieces) {
    std::string_view piece = text.substr(p.begin, std::min(p.end - p.begin, Most));
    if (piece.empty() || std::string_view("cCuU").find(piece.front()) == piece.npos)
      continue;
    Cursor c(piece, Loc(), SqlRules::MySql);
    if (c.accept("use")) {
      used.add(c.peek());
    } else if (c.accept("create")) {
      c.accept({"or", "replace"});
      if (!c.accept("database") && !c.accept("schema"))
        continue;
      c.accept({"if", "not", "exists"});
      made.add(c.peek());
    }
  }
  const OneName &home = used.any ? used : made;
  return home.several ? std::string() : home.name;
}

/// Whether `x.y` at \p i can only be `y` of the database `x`: a table where tables are named, a
/// column that is told of which table it is, or a function.
static bool isSurelyQualified(const std::vector<SqlToken> &t, size_t i) {
  constexpr std::string_view Before[] = {"from", "join", "into", "update", "table", "call"};
  bool afterWord =
      i > 0 && std::ranges::any_of(Before, [&](std::string_view w) { return t[i - 1].isWord(w); });
  return afterWord || (i + 3 < t.size() && (t[i + 3].isSymbol(".") || t[i + 3].isSymbol("(")));
}

std::string withoutQualifier(std::string_view sql, std::string_view database) {
  std::vector<SqlToken> t = lexSqlTokens(sql, SqlRules::MySql);
  auto isDatabase = [&](size_t i) { return t[i].isName() && nameOf(t[i]) == database; };
  auto isDot = [&](size_t i) { return i < t.size() && t[i].isSymbol("."); };
  // A table, an alias or a variable that is called as the database.
  bool alsoOther = false;
  for (size_t i = 0; i < t.size(); ++i)
    alsoOther |= isDatabase(i) && !isDot(i + 1);
  std::string out;
  size_t kept = 0;
  for (size_t i = 0; i + 2 < t.size(); ++i) {
    bool begins = i == 0 || (!t[i - 1].isSymbol(".") && !t[i - 1].isSymbol("@"));
    if (!begins || !isDatabase(i) || !isDot(i + 1) || !t[i + 2].isName() ||
        (alsoOther && !isSurelyQualified(t, i)))
      continue;
    out += sql.substr(kept, t[i].begin - kept);
    kept = t[i + 2].begin;
  }
  return out.append(sql.substr(kept));
}

} // namespace schemac::dump
