//===- Comparable.cpp - What SQL can be compared at all -------------------===//
#include "schemac/IR/Comparable.h"
#include "MySqlMeaning.h"
#include "SqlMatcher.h"
#include "SqlTree.h"
#include "schemac/IR/Traits.h"
#include <algorithm>

namespace schemac {

static bool isMySql(Name dialect) { return traitsOf(dialect).sqlRules == SqlRules::MySql; }

bool canCompare(Name dialect, Expr a, Expr b) {
  if (!a || !b)
    return true;
  if (isMySql(dialect))
    return sqltree::isReadInMySql(a) && sqltree::isReadInMySql(b);
  return sqltree::parseExpression(a.str()) && sqltree::parseExpression(b.str());
}

namespace sqltree {

/// Of a FROM: one of the server's own, whose columns are not known here.
static bool readsCatalog(const Node &from, const Schema &schema) {
  if (from.is(Kind::Relation) && !from.parts.empty()) {
    bool own = from.parts.back().starts_with("pg_") || from.parts.front() == "pg_catalog" ||
               from.parts.front() == "information_schema";
    return own && !isFunction(from) && columnsOf(schema, from).empty();
  }
  return (from.is(Kind::Join) || from.is(Kind::Clause)) &&
         std::ranges::any_of(from.children, [&](const Node &c) { return readsCatalog(c, schema); });
}

static bool isFunctionOf(const Schema &schema, std::string_view name) {
  for (const Function &f : schema.functions())
    if (f.called.str() == name)
      return true;
  return false;
}

/// A star of an author's, for which a server has columns that are not known here.
static bool hasUnknownStar(const Node &n, const Schema &schema) {
  if (n.is(Kind::Field) && n.parts.front() == "*" && n.children[0].is(Kind::Call) &&
      !isFunctionOf(schema, n.children[0].parts.back()))
    return true;
  auto isStar = [](const Node &item) {
    return !item.children.empty() && item.children[0].is(Kind::Star);
  };
  const Node *from = n.is(Kind::Query, "select") ? findClause(n, "from") : nullptr;
  if (from && std::ranges::any_of(n.children[0].children, isStar) && readsCatalog(*from, schema))
    return true;
  return std::ranges::any_of(n.children, [&](const Node &c) { return hasUnknownStar(c, schema); });
}

} // namespace sqltree

bool canCompareQueries(const Schema &schema, const View &written, const View &have) {
  if (!written.query || !have.query)
    return true;
  if (isMySql(schema.dialect))
    return sqltree::isQueryReadInMySql(written.query, written.columnNames, schema,
                                       /*byServer=*/false) &&
           sqltree::isQueryReadInMySql(have.query, have.columnNames, schema, /*byServer=*/true);
  std::optional<sqltree::Node> query = sqltree::parseQuery(written.query.str());
  return query && !sqltree::hasUnknownStar(*query, schema) && sqltree::parseQuery(have.query.str());
}

} // namespace schemac
