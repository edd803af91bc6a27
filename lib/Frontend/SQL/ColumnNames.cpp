//===- ColumnNames.cpp - What the column of an expression is called -------===//
#include "Nodes.h"

namespace schemac::sql {

/// FigureColname of the server: what the column of an expression is called; empty when nothing
/// suggests a name. \p strength: how much the name is worth, as a cast only names what has no
/// other.
static std::string figureName(const Node *node, int &strength) {
  strength = 2;
  if (auto *c = as<PgQuery__ColumnRef>(node)) {
    for (size_t i = c->n_fields; i-- > 0;)
      if (as<PgQuery__String>(c->fields[i]))
        return std::string(stringOf(c->fields[i]));
  } else if (auto *x = as<PgQuery__AIndirection>(node)) {
    for (size_t i = x->n_indirection; i-- > 0;)
      if (as<PgQuery__String>(x->indirection[i]))
        return std::string(stringOf(x->indirection[i]));
    return figureName(x->arg, strength);
  } else if (auto *f = as<PgQuery__FuncCall>(node)) {
    return std::string(f->n_funcname ? stringOf(f->funcname[f->n_funcname - 1]) : "");
  } else if (auto *t = as<PgQuery__TypeCast>(node)) {
    std::string inner = figureName(t->arg, strength);
    if (strength > 1)
      return inner;
    strength = 1;
    return std::string(t->type_name && t->type_name->n_names
                           ? stringOf(t->type_name->names[t->type_name->n_names - 1])
                           : "");
  } else if (auto *k = as<PgQuery__CollateClause>(node)) {
    return figureName(k->arg, strength);
  } else if (auto *c = as<PgQuery__CaseExpr>(node)) {
    std::string inner = figureName(c->defresult, strength);
    if (strength > 1)
      return inner;
    strength = 1;
    return "case";
  } else if (auto *e = as<PgQuery__AExpr>(node);
             e && e->kind == PG_QUERY__A__EXPR__KIND__AEXPR_NULLIF) {
    return "nullif";
  } else if (as<PgQuery__RowExpr>(node)) {
    return "row";
  } else if (as<PgQuery__AArrayExpr>(node)) {
    return "array";
  } else if (as<PgQuery__CoalesceExpr>(node)) {
    return "coalesce";
  } else if (auto *m = as<PgQuery__MinMaxExpr>(node)) {
    return m->op == PG_QUERY__MIN_MAX_OP__IS_GREATEST ? "greatest" : "least";
  }
  strength = 0;
  return {};
}

std::string figuredName(const Node *expression) {
  int strength = 0;
  return figureName(expression, strength);
}

std::string figuredNameIn(std::string_view expression) {
  ParseError error;
  Parsed tree = parse("SELECT (" + std::string(expression) + ")", error);
  auto *select =
      tree && tree->n_stmts == 1 ? as<PgQuery__SelectStmt>(tree->stmts[0]->stmt) : nullptr;
  auto *target = select && select->n_target_list == 1
                     ? as<PgQuery__ResTarget>(select->target_list[0])
                     : nullptr;
  std::string found = target ? figuredName(target->val) : std::string();
  return found.empty() ? "expr" : found;
}

} // namespace schemac::sql
