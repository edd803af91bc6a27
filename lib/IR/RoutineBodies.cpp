//===- RoutineBodies.cpp - Bodies that a server keeps as trees ------------===//
#include "schemac/IR/RoutineBodies.h"
#include "QueryTokens.h"
#include "schemac/IR/Queries.h"
#include "schemac/IR/SchemaIndex.h"
#include "schemac/IR/SqlNames.h"
#include "llvm/ADT/StringRef.h"

namespace schemac {

/// Most functions have a body in quotes, and are many: no tokens for them.
static bool beginsWith(std::string_view body, std::string_view word) {
  return llvm::StringRef(body).ltrim().starts_with_insensitive(word);
}

bool hasTreeBody(const Function &f) {
  std::string_view body = f.body.str();
  if (f.language.str() != "sql" || (!beginsWith(body, "begin") && !beginsWith(body, "return")))
    return false;
  Tokens t = lexSqlTokens(body);
  return t[0].isWord("return") || (t.size() > 1 && t[0].isWord("begin") && t[1].isWord("atomic"));
}

/// Where each statement begins and ends, as tokens; without RETURN, BEGIN ATOMIC and END.
static std::vector<std::pair<size_t, size_t>> statementsOf(const Tokens &t) {
  std::vector<std::pair<size_t, size_t>> out;
  if (t.empty())
    return out;
  if (t[0].isWord("return"))
    return {{1, t.size()}};
  size_t begin = 2;
  for (size_t i = 2; i < t.size(); ++i)
    if (t[i].isSymbol(";")) {
      out.emplace_back(begin, i);
      begin = i + 1;
    }
  out.emplace_back(begin, t.size());
  return out;
}

std::string_view treeBodyFault(std::string_view body) {
  Tokens t = lexSqlTokens(body);
  auto list = statementsOf(t);
  auto textOf = [&](std::pair<size_t, size_t> s) {
    return s.first < s.second
               ? body.substr(t[s.first].begin, t[s.second - 1].end - t[s.first].begin)
               : std::string_view();
  };
  bool isReturn = !t.empty() && t[0].isWord("return");
  if (!isReturn) {
    bool ends =
        !list.empty() && list.back().second - list.back().first == 1 && t.back().isWord("end");
    if (!ends)
      return "does not end with END";
    list.pop_back();
  }
  for (auto s : list) {
    if (s.first < s.second && t[s.first].isWord("end"))
      return "goes on behind its END";
    if (std::string_view fault = sqlFault(textOf(s)); !fault.empty())
      return fault;
  }
  if (std::string_view tail = body.substr(t.back().end); sqlFault(tail) != "" || isReturn)
    return sqlFault(isReturn ? body : tail);
  return {};
}

std::vector<std::string> treeBodyStatements(std::string_view body) {
  Tokens t = lexSqlTokens(body);
  bool isReturn = !t.empty() && t[0].isWord("return");
  std::vector<std::string> out;
  for (auto [first, last] : statementsOf(t)) {
    if (first == last || (!isReturn && t[first].isWord("end")))
      continue;
    std::string text(body.substr(t[first].begin, t[last - 1].end - t[first].begin));
    out.push_back(isReturn ? "SELECT " + text : text);
  }
  return out;
}

//===--- what a body depends on -------------------------------------------===//

/// Whether a relation of \p ns can stand at \p i, or a function: behind the words that name one, or
/// before a parenthesis.
static bool isNamedAt(const Tokens &t, size_t i, Name ns) {
  bool qualified = i > 1 && t[i - 1].isSymbol(".") && t[i - 2].isName();
  if (qualified && t[i - 2].name() != (ns ? ns.str() : "public"))
    return false; // of another one, or a column
  size_t first = qualified ? i - 2 : i;
  bool isCall = i + 1 < t.size() && t[i + 1].isSymbol("(");
  return isCall ||
         (first > 0 &&
          (isWordOf(t[first - 1], {"into", "update", "only", "using", "from", "join", "table"}) ||
           t[first - 1].isSymbol(",")));
}

bool bodyNeeds(Expr body, QName object) {
  if (holdsLiteral(body, object.name.str()) || holdsLiteral(body, object.str()))
    return true; // nextval('numbers')
  if (!mayMention(body, object))
    return false;
  Tokens t = tokensOf(body);
  for (size_t i = 0; i < t.size(); ++i)
    if (t[i].isName() && t[i].name() == object.name.str() && isNamedAt(t, i, object.ns))
      return true;
  return mayMentionType(body, object);
}

template <class Fn> static std::vector<QName> bodies(const Schema &state, Fn needs) {
  std::vector<QName> out = state.index().treeBodies();
  std::erase_if(out, [&](QName f) { return !needs(*state.functions().find(f)); });
  return out;
}

std::vector<QName> bodiesOver(const Schema &state, QName object) {
  return bodies(
      state, [&](const Function &f) { return !(f.bare() == object) && bodyNeeds(f.body, object); });
}

std::vector<QName> bodiesOver(const Schema &state, QName relation, Name column) {
  return bodies(state, [&](const Function &f) {
    return bodyNeeds(f.body, relation) && (mayNameColumn(f.body, column) || hasStar(f.body));
  });
}

//===--- when it can be made ----------------------------------------------===//

bool bodyIsReady(const Function &f, const Schema &state, const Schema &target) {
  for (const Table &t : target.tables()) {
    if (!bodyNeeds(f.body, t.name))
      continue;
    const Table *now = state.table(t.name);
    auto isMissing = [&](const Column &c) {
      return !now->column(c.name) && (mayNameColumn(f.body, c.name) || hasStar(f.body));
    };
    if (!now || std::any_of(t.columns.begin(), t.columns.end(), isMissing))
      return false;
  }
  auto allThere = [&]<class T>(const EntityMap<T> &wanted) {
    for (const T &e : wanted)
      if (bodyNeeds(f.body, e.name) && !state.find<T>(e.name))
        return false;
    return true;
  };
  for (const Function &other : target.functions())
    if (!(other.bare() == f.bare()) && bodyNeeds(f.body, other.bare()) &&
        !state.functions().find(other.name))
      return false;
  return allThere(target.views()) && allThere(target.enums()) && allThere(target.domains()) &&
         allThere(target.composites()) && allThere(target.sequences());
}

} // namespace schemac
