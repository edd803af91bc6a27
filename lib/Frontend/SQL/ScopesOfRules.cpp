//===- ScopesOfRules.cpp - What a rule names ------------------------------===//
//
// A server knows the columns that a rule depends on, and refuses to drop them. A star stands for
// those that are there when the rule is made.
//
//===----------------------------------------------------------------------===//
#include "ScopeWalk.h"

namespace schemac::sql {
namespace scopes {

void Walk::use(const Source &s, std::string_view column) {
  if (!uses || !s.relation || (!column.empty() && !s.has(column)))
    return;
  ColumnUse use{s.relation, std::string(column)};
  if (std::ranges::find(*uses, use) == uses->end())
    uses->push_back(std::move(use));
}

/// The innermost that has it; the first name that fits, as a composite value may follow.
void Walk::use(const PgQuery__ColumnRef &c, const Scope &scope) {
  if (!uses || !c.n_fields)
    return;
  bool isStar = as<PgQuery__AStar>(c.fields[c.n_fields - 1]);
  std::string_view first = stringOf(c.fields[0]);
  for (const Scope *o = &scope; o; o = o->outer)
    for (const Source &s : o->sources) {
      if (c.n_fields > 1 && s.alias == first) {
        for (const std::string &n : isStar ? s.columns : std::vector<std::string>())
          use(s, n);
        return isStar ? void() : use(s, stringOf(c.fields[1]));
      }
      if (s.has(first))
        return use(s, first);
    }
}

void Walk::useJoined(const PgQuery__JoinExpr &j, const Scope &scope) {
  if (!uses)
    return;
  for (const Source &s : scope.sources) {
    for (const Node *n : items(j.n_using_clause, j.using_clause))
      use(s, stringOf(n));
    for (const Source &other : scope.sources)
      if (j.is_natural && &s != &other)
        for (const std::string &n : s.columns)
          if (other.has(n))
            use(s, n);
  }
}

/// Without a list, values are for the first columns.
void Walk::useTargets(const PgQuery__InsertStmt &s, const Source &table) {
  auto *query = as<PgQuery__SelectStmt>(s.select_stmt);
  if (!uses || s.n_cols || !query)
    return;
  size_t given = table.columns.size();
  bool isCounted = true; // a star stands for more than itself
  Nodes values = query->n_values_lists ? items(query->values_lists[0])
                                       : items(query->n_target_list, query->target_list);
  for (const Node *n : values) {
    auto *t = as<PgQuery__ResTarget>(n);
    auto *c = as<PgQuery__ColumnRef>(t ? t->val : n);
    isCounted &= !c || !as<PgQuery__AStar>(c->fields[c->n_fields - 1]);
    isCounted &= !isStarOfValue(t ? t->val : n);
  }
  if (isCounted && !values.empty())
    given = std::min(given, values.size());
  for (size_t i = 0; i < given; ++i)
    use(table, table.columns[i]);
}

void Walk::rule(const PgQuery__RuleStmt &s) {
  Scope rows;
  Source row = relation(*s.relation, rows);
  for (const char *alias : {"new", "old"}) {
    row.alias = alias;
    rows.sources.push_back(row);
  }
  if (s.where_clause)
    expression(&s.where_clause->base, rows);
  for (const Node *action : items(s.n_actions, s.actions))
    statement(action, &rows);
}

} // namespace scopes

std::vector<ColumnUse> usesOfRule(const Schema &state, const PgQuery__RuleStmt &s,
                                  const FindRelation &find) {
  std::vector<ColumnUse> uses;
  scopes::Walk walk(state, "", find);
  walk.uses = &uses;
  walk.rule(s);
  return uses;
}

} // namespace schemac::sql
