//===- RespellObjects.cpp - Views, functions and others in the author's words ===//
#include "MySqlMeaning.h"
#include "Respelling.h"
#include "schemac/IR/Queries.h"
#include "schemac/IR/RoutineBodies.h"
#include "schemac/IR/SqlNames.h"
#include "schemac/IR/SqlTokens.h"
#include <algorithm>

namespace schemac {

static bool sameWord(std::string_view a, std::string_view b) {
  return std::ranges::equal(
      a, b, {}, [](char c) { return std::tolower(c); }, [](char c) { return std::tolower(c); });
}

/// Values of a setting: a list of words and literals.
static std::vector<std::string> settingParts(Expr value) {
  std::vector<std::string> parts;
  for (const SqlToken &t : lexSqlTokens(value.str()))
    if (t.isName())
      parts.push_back(t.name());
    else if (t.kind == SqlToken::Kind::String)
      parts.emplace_back(t.text.substr(1, t.text.size() - 2));
    else if (!t.isSymbol(","))
      parts.emplace_back(t.text);
  return parts;
}

bool Respelling::sameAs(const View &old, Expr query, const View &now) {
  if (!mysql)
    return sameQuery(query, now.columnNames, old.query, server);
  return sqltree::sameQueryInMySql(query, now.columnNames, old.query, server) ||
         (now.columnNames.empty() &&
          sqltree::sameQueryInMySql(old.query, old.columnNames, query, source));
}

void Respelling::view(const View &now) {
  const View *old = counterpart(now);
  if (!old || !old->query || !now.query || same(*old, now))
    return;
  View v = *old;
  Expr query = now.query;
  for (auto [is, was] : renamedTables)
    query = renameRelationIn(context, query, is, was);
  if (v.query != query && sameAs(v, query, now)) {
    v.query = query;
    v.columnNames = now.columnNames;
  }
  renamed.clear();
  columns = nullptr;
  types = [](std::string_view, std::string_view) { return Type(); };
  indexes(v.indexes, now.indexes);
  server.put(std::move(v));
}

void Respelling::domain(const Domain &now) {
  const Domain *old = counterpart(now);
  if (!old)
    return;
  Domain d = *old;
  renamed.clear();
  types = [&](std::string_view, std::string_view column) {
    return column == "value" ? d.base : Type();
  };
  take(d.defaultExpr, now.defaultExpr, d.base);
  for (const Constraint &c : now.checks)
    if (Constraint *was = d.check(c.name))
      take(was->check, c.check);
  server.put(std::move(d));
}

void Respelling::range(const RangeType &now) {
  const RangeType *old = counterpart(now);
  if (!old)
    return;
  RangeType r = *old;
  // Names that a server chooses are not stated.
  if (!now.multirange)
    r.multirange = now.multirange;
  server.put(std::move(r));
}

void Respelling::statistics(const ExtendedStatistics &now) {
  const ExtendedStatistics *old = counterpart(now);
  const Table *table = old ? server.table(old->table) : nullptr;
  if (!table || old->expressions.size() != now.expressions.size())
    return;
  ExtendedStatistics s = *old;
  settle(*table, *table);
  for (size_t i = 0; i < s.expressions.size(); ++i)
    take(s.expressions[i], now.expressions[i]);
  server.put(std::move(s));
}

void Respelling::function(const Function &now) {
  const Function *old = counterpart(now);
  if (!old || same(*old, now))
    return;
  Function f = *old;
  renamed.clear();
  types = [](std::string_view, std::string_view) { return Type(); };
  for (size_t i = 0; i < f.args.size() && i < now.args.size(); ++i)
    take(f.args[i].defaultExpr, now.args[i].defaultExpr, f.args[i].type);
  for (size_t i = 0; i < f.settings.size() && i < now.settings.size(); ++i)
    if (sameWord(f.settings[i].first.str(), now.settings[i].first.str()) &&
        settingParts(f.settings[i].second) == settingParts(now.settings[i].second))
      f.settings[i] = now.settings[i];
  if (f.body != now.body && sameTreeBody(now, f, server))
    f.body = now.body;
  server.put(std::move(f));
}

void Respelling::publication(const Publication &now) {
  const Publication *old = counterpart(now);
  if (!old)
    return;
  Publication p = *old;
  for (PublishedTable &t : p.tables)
    if (const PublishedTable *is = now.table(t.table))
      if (const Table *table = server.table(t.table)) {
        settle(*table, *table);
        take(t.where, is->where);
      }
  server.put(std::move(p));
}

} // namespace schemac
