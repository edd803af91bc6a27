//===- ScopesOfStars.cpp - What a star of a select list shows -------------===//
#include "ScopeWalk.h"

namespace schemac::sql::scopes {

Starred starredOf(const Source &s) {
  Starred out;
  out.known = s.known;
  for (const std::string &n : s.columns)
    out.columns.emplace_back(s.alias, n);
  return out;
}

void append(Starred &to, Starred more) {
  to.known &= more.known;
  to.columns.insert(to.columns.end(), more.columns.begin(), more.columns.end());
}

/// The columns that a join merges come first, from the side that always has them; then the others
/// of both sides.
Starred Walk::joined(const PgQuery__JoinExpr &j, Scope &scope) {
  Starred left = from(j.larg, scope), right = from(j.rarg, scope);
  auto has = [](const Starred &s, std::string_view n) {
    return std::ranges::find(s.columns, n,
                             [](const auto &c) { return std::string_view(c.second); });
  };
  std::vector<std::string> merged;
  for (const Node *n : items(j.n_using_clause, j.using_clause))
    merged.emplace_back(stringOf(n));
  if (j.is_natural)
    for (const auto &[alias, n] : left.columns)
      if (has(right, n) != right.columns.end())
        merged.push_back(n);
  Starred out;
  bool isFull = j.jointype == PG_QUERY__JOIN_TYPE__JOIN_FULL;
  const Starred &whole = j.jointype == PG_QUERY__JOIN_TYPE__JOIN_RIGHT ? right : left;
  out.known = left.known && right.known && !j.alias && !(isFull && !merged.empty());
  for (const std::string &n : merged)
    if (auto it = has(whole, n); it != whole.columns.end())
      out.columns.push_back(*it);
  for (const Starred *side : {&left, &right})
    for (const auto &c : side->columns)
      if (std::ranges::find(merged, c.second) == merged.end())
        out.columns.push_back(c);
  return out;
}

/// The end of the reference that begins at \p begin: names, dots and a star.
size_t Walk::endOf(size_t begin) const {
  size_t end = begin;
  std::vector<SqlToken> tokens = lexSqlTokens(text.substr(begin));
  for (size_t i = 0; i < tokens.size(); i += 2) {
    end = begin + tokens[i].end;
    if (i + 1 >= tokens.size() || !tokens[i + 1].isSymbol("."))
      break;
  }
  return end;
}

bool Walk::star(const PgQuery__ColumnRef &c, const Scope &scope, std::vector<std::string> &names) {
  Starred shown = scope.starred;
  if (c.n_fields > 1) {
    std::string_view alias = stringOf(c.fields[c.n_fields - 2]);
    auto s = std::ranges::find(scope.sources, alias, &Source::alias);
    shown = s == scope.sources.end() ? Starred{{}, false} : starredOf(*s);
  }
  if (!shown.known || shown.columns.empty())
    return false;
  std::string list;
  for (const auto &[alias, n] : shown.columns) {
    if (auto s = std::ranges::find(scope.sources, alias, &Source::alias); s != scope.sources.end())
      use(*s, n);
    list += (list.empty() ? "" : ", ") + sqlIdentifier(alias) + "." + sqlIdentifier(n);
    names.push_back(n);
  }
  if (expands && c.location >= 0)
    edits.push_back(
        {static_cast<size_t>(c.location), endOf(static_cast<size_t>(c.location)), list});
  else if (expands)
    starOfTable(list);
  return true;
}

/// TABLE t, which is SELECT * FROM t.
void Walk::starOfTable(const std::string &list) {
  std::string_view before = text.substr(0, tableAt);
  std::vector<SqlToken> tokens = lexSqlTokens(before);
  while (!tokens.empty() && !tokens.back().isWord("table"))
    tokens.pop_back();
  if (!tokens.empty())
    edits.push_back({tokens.back().begin, tokens.back().end, "SELECT " + list + " FROM"});
}

} // namespace schemac::sql::scopes
