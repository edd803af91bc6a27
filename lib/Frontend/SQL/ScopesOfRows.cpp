//===- ScopesOfRows.cpp - Statements that change rows ---------------------===//
#include "ScopeWalk.h"

namespace schemac::sql::scopes {

size_t Walk::endOfName(size_t begin) const {
  std::vector<SqlToken> tokens = lexSqlTokens(text.substr(begin));
  return tokens.empty() ? begin : begin + tokens[0].end;
}

void Walk::look(const PgQuery__ResTarget &t, const Source &table) {
  std::string_view column = stringOf(t.name);
  if (!looks || unknown || !table.relation || !table.known || table.has(column))
    return;
  unknown = UnknownColumn{static_cast<size_t>(t.location),
                          table.relation.str() + "." + std::string(column)};
}

/// Columns that get values, which stand by themselves, and the values.
void Walk::targets(Nodes list, const Source &table, const Scope &scope) {
  for (const Node *n : list) {
    auto *t = as<PgQuery__ResTarget>(n);
    if (!t)
      continue;
    look(*t, table);
    use(table, stringOf(t->name));
    if (renamed.sub && table.relation == renamed.table && stringOf(t->name) == renamed.sub.str()) {
      size_t begin = static_cast<size_t>(t->location);
      edits.push_back({begin, endOfName(begin), to});
    }
    if (t->val)
      expression(&t->val->base, scope);
  }
}

void Walk::returning(Nodes list, const Scope &scope) {
  for (const Node *n : list) {
    auto *t = as<PgQuery__ResTarget>(n);
    auto *c = t ? as<PgQuery__ColumnRef>(t->val) : nullptr;
    if (c)
      column(*c, scope, stringOf(t->name).empty());
    else
      expression(&n->base, scope);
  }
}

void Walk::insert(const PgQuery__InsertStmt &s, const Scope *outer) {
  Scope scope;
  scope.outer = outer;
  with(s.with_clause, scope);
  Source table = relation(*s.relation, scope);
  targets(items(s.n_cols, s.cols), table, scope);
  useTargets(s, table);
  if (auto *query = as<PgQuery__SelectStmt>(s.select_stmt))
    select(*query, &scope);
  scope.sources.push_back(table);
  if (const PgQuery__OnConflictClause *c = s.on_conflict_clause) {
    Scope both = scope;
    both.sources.push_back(table);
    both.sources.back().alias = "excluded";
    if (c->infer) // which columns these are has no place of its own
      for (const Node *n : items(c->infer->n_index_elems, c->infer->index_elems)) {
        auto *e = as<PgQuery__IndexElem>(n);
        if (e)
          use(table, stringOf(e->name));
        failed |= renamed.sub && table.relation == renamed.table &&
                  (!e || stringOf(e->name) == renamed.sub.str());
      }
    targets(items(c->n_target_list, c->target_list), table, both);
    if (c->where_clause)
      expression(&c->where_clause->base, both);
  }
  returning(items(s.n_returning_list, s.returning_list), scope);
}

void Walk::update(const PgQuery__UpdateStmt &s, const Scope *outer) {
  Scope scope;
  scope.outer = outer;
  with(s.with_clause, scope);
  Source table = relation(*s.relation, scope);
  scope.sources.push_back(table);
  for (const Node *n : items(s.n_from_clause, s.from_clause))
    from(n, scope);
  for (const Node *n : scope.conditions)
    expression(&n->base, scope);
  targets(items(s.n_target_list, s.target_list), table, scope);
  if (s.where_clause)
    expression(&s.where_clause->base, scope);
  returning(items(s.n_returning_list, s.returning_list), scope);
}

void Walk::erase(const PgQuery__DeleteStmt &s, const Scope *outer) {
  Scope scope;
  scope.outer = outer;
  with(s.with_clause, scope);
  scope.sources.push_back(relation(*s.relation, scope));
  for (const Node *n : items(s.n_using_clause, s.using_clause))
    from(n, scope);
  for (const Node *n : scope.conditions)
    expression(&n->base, scope);
  if (s.where_clause)
    expression(&s.where_clause->base, scope);
  returning(items(s.n_returning_list, s.returning_list), scope);
}

template <class T>
static const T *ofKind(const ProtobufCMessage &m, const ProtobufCMessageDescriptor &kind) {
  return m.descriptor == &kind ? reinterpret_cast<const T *>(&m) : nullptr;
}

bool Walk::statement(const ProtobufCMessage &m, const Scope *outer) {
  if (auto *s = ofKind<PgQuery__SelectStmt>(m, pg_query__select_stmt__descriptor))
    select(*s, outer);
  else if (auto *s = ofKind<PgQuery__InsertStmt>(m, pg_query__insert_stmt__descriptor))
    insert(*s, outer);
  else if (auto *s = ofKind<PgQuery__UpdateStmt>(m, pg_query__update_stmt__descriptor))
    update(*s, outer);
  else if (auto *s = ofKind<PgQuery__DeleteStmt>(m, pg_query__delete_stmt__descriptor))
    erase(*s, outer);
  else
    return false;
  return true;
}

bool Walk::statement(const Node *node, const Scope *outer) {
  bool isOnRows = false;
  if (node)
    forEachChild(node->base, [&](const ProtobufCMessage &m) { isOnRows = statement(m, outer); });
  return isOnRows;
}

} // namespace schemac::sql::scopes
