//===- Constraints.cpp - Keys, checks, foreign keys, exclusions -----------===//
#include "Reader.h"
#include "schemac/Dialect/Postgres/Letters.h"
#include <algorithm>

namespace schemac::sql {

/// DEFERRABLE and so on stand behind the constraint of a column as nodes of their own.
void Reader::attribute(const PgQuery__Constraint &c, PendingConstraint &last) {
  Constraint &k = last.constraint;
  if (c.contype == PG_QUERY__CONSTR_TYPE__CONSTR_ATTR_DEFERRABLE)
    k.deferrable = true;
  else if (c.contype == PG_QUERY__CONSTR_TYPE__CONSTR_ATTR_DEFERRED)
    k.deferrable = k.initiallyDeferred = true;
}

bool Reader::foreignKey(const PgQuery__Constraint &c, PendingConstraint &p) {
  Constraint &k = p.constraint;
  k.kind = ConstraintKind::ForeignKey;
  k.columns = names(items(c.n_fk_attrs, c.fk_attrs));
  k.refTable = relation(*c.pktable);
  k.refColumns = names(items(c.n_pk_attrs, c.pk_attrs));
  k.onUpdate = foreignKeyAction(c.fk_upd_action ? *c.fk_upd_action : 0);
  k.onDelete = foreignKeyAction(c.fk_del_action ? *c.fk_del_action : 0);
  k.matchFull = stringOf(c.fk_matchtype) == "f";
  if (c.n_fk_del_set_cols)
    k.edit().setColumns = names(items(c.n_fk_del_set_cols, c.fk_del_set_cols));
  k.notValid = c.skip_validation;
  return true;
}

bool Reader::exclusion(const PgQuery__Constraint &c, Span span, PendingConstraint &p) {
  Constraint &k = p.constraint;
  k.kind = ConstraintKind::Exclusion;
  ConstraintExtra &more = k.edit();
  std::string_view method = stringOf(c.access_method);
  if (!method.empty() && method != "btree")
    more.method = name(method);
  size_t open = find(find(span.first, "exclude"), "(");
  std::vector<Node *> elems;
  std::vector<Name> with;
  for (const Node *n : items(c.n_exclusions, c.exclusions)) {
    auto *pair = as<PgQuery__List>(n);
    if (!pair || pair->n_items != 2)
      continue;
    elems.push_back(pair->items[0]);
    with.push_back(operatorName(pair->items[1]));
  }
  if (!elements(elems, open, method, more.elems, p.elements))
    return false;
  for (size_t i = 0; i < more.elems.size(); ++i)
    more.elems[i].with = with[i];
  if (c.where_clause)
    more.where = exprOf(inParentheses(findOutside(closing(open), "where")));
  return true;
}

std::optional<PendingConstraint> Reader::constraint(const PgQuery__Constraint &c, Span span) {
  PendingConstraint p;
  Constraint &k = p.constraint;
  k.range = rangeOf(span);
  if (!stringOf(c.conname).empty())
    k.name = name(stringOf(c.conname));
  k.deferrable = c.deferrable;
  k.initiallyDeferred = c.initdeferred;
  k.noInherit = c.is_no_inherit;
  switch (c.contype) {
  case PG_QUERY__CONSTR_TYPE__CONSTR_CHECK:
    k.kind = ConstraintKind::Check;
    k.check = exprOf(inParentheses(find(span.first, "check")));
    k.notValid = c.skip_validation;
    p.expression = c.raw_expr;
    break;
  case PG_QUERY__CONSTR_TYPE__CONSTR_PRIMARY:
  case PG_QUERY__CONSTR_TYPE__CONSTR_UNIQUE:
    k.kind = c.contype == PG_QUERY__CONSTR_TYPE__CONSTR_PRIMARY ? ConstraintKind::PrimaryKey
                                                                : ConstraintKind::Unique;
    k.columns = names(items(c.n_keys, c.keys));
    k.nullsNotDistinct = c.nulls_not_distinct;
    if (!stringOf(c.indexname).empty())
      k.usingIndex = name(stringOf(c.indexname));
    for (Name n : k.columns)
      p.elements.push_back(n.string());
    break;
  case PG_QUERY__CONSTR_TYPE__CONSTR_FOREIGN:
    if (!foreignKey(c, p))
      return std::nullopt;
    break;
  case PG_QUERY__CONSTR_TYPE__CONSTR_EXCLUSION:
    if (!exclusion(c, span, p))
      return std::nullopt;
    break;
  default:
    unsupported("this constraint", k.range);
    return std::nullopt;
  }
  k.include = names(items(c.n_including, c.including));
  for (Name n : k.include)
    p.elements.push_back(n.string());
  if (c.n_options)
    k.edit().parameters = parameters(items(c.n_options, c.options));
  if (Name space = tablespace(stringOf(c.indexspace)))
    k.edit().tablespace = space;
  for (const NewerSyntax &n : newer)
    if (n.kind == Newer::NotEnforced && !span.empty() && n.begin >= tokens[span.first].begin &&
        n.end <= tokens[span.last - 1].end)
      k.notEnforced = true;
  return p;
}

} // namespace schemac::sql
