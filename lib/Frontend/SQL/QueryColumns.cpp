//===- QueryColumns.cpp - Which columns a query shows ---------------------===//
#include "QueryColumns.h"
#include "Scopes.h"
#include "llvm/ADT/ScopeExit.h"
#include <algorithm>

namespace schemac::sql {

using ShownColumns = std::optional<std::vector<Column>>;

Column QueryColumns::shown(Name called, const Value &v) {
  Column c;
  c.name = called;
  c.type = v.isLiteral ? context.type(TypeKind::Text) : v.type;
  c.nullable = true;
  if (v.collation) {
    ColumnExtra extra;
    extra.collation = v.collation;
    c.extra = context.make<ColumnExtra>(extra);
  }
  return c;
}

//===--- relations --------------------------------------------------------===//

ShownColumns QueryColumns::relation(QName n) {
  std::vector<Column> out;
  if (const Table *t = state.table(n)) {
    while (const Table *parent = t->partitionOf ? state.table(t->partitionOf) : nullptr)
      t = parent;
    for (const Column &c : t->columns)
      out.push_back(shown(c.name, {c.type, c.collation(), false}));
    return out;
  }
  if (const Composite *c = state.find<Composite>(n)) {
    for (const Attribute &a : c->attributes)
      out.push_back(shown(a.name, {a.type, a.collation, false}));
    return out;
  }
  const View *v = state.views().find(n);
  constexpr size_t deepest = 32;
  if (!v || !v->query || levels.size() > deepest)
    return std::nullopt;
  ParseError error;
  Parsed tree = parse(v->query.string(), error);
  auto *s = tree && tree->n_stmts == 1 ? as<PgQuery__SelectStmt>(tree->stmts[0]->stmt) : nullptr;
  std::vector<Level> outer;
  outer.swap(levels); // nothing outside of a view is seen in it
  levels.resize(outer.size() + 1);
  ShownColumns columns = s ? select(*s) : std::nullopt;
  levels = std::move(outer);
  if (columns)
    for (size_t i = 0; i < v->columnNames.size() && i < columns->size(); ++i)
      (*columns)[i].name = v->columnNames[i];
  return columns;
}

QueryColumns::Source QueryColumns::named(const PgQuery__RangeVar &r) {
  Source out{std::string(stringOf(r.relname)), std::nullopt};
  if (stringOf(r.schemaname).empty())
    for (size_t i = levels.size(); i-- > 0;)
      for (const Source &w : levels[i].with)
        if (w.alias == out.alias)
          return w;
  out.columns = relation(find(stringOf(r.schemaname), stringOf(r.relname)));
  return out;
}

void QueryColumns::from(const Node *item) {
  Source source;
  const PgQuery__Alias *alias = nullptr;
  if (auto *r = as<PgQuery__RangeVar>(item)) {
    source = named(*r);
    alias = r->alias;
  } else if (auto *q = as<PgQuery__RangeSubselect>(item)) {
    if (auto *inner = as<PgQuery__SelectStmt>(q->subquery))
      source.columns = select(*inner);
    alias = q->alias;
  } else if (auto *j = as<PgQuery__JoinExpr>(item)) {
    from(j->larg);
    from(j->rarg);
    levels.back().merges |= j->is_natural || j->n_using_clause || j->alias;
    return;
  } else if (auto *sample = as<PgQuery__RangeTableSample>(item)) {
    return from(sample->relation);
  }
  if (alias && alias->n_colnames && source.columns) {
    size_t i = 0;
    for (const Node *n : sql::items(alias->n_colnames, alias->colnames))
      if (i < source.columns->size())
        (*source.columns)[i++].name = context.name(stringOf(n));
  }
  if (alias)
    source.alias = stringOf(alias->aliasname);
  levels.back().sources.push_back(std::move(source));
}

void QueryColumns::with(const PgQuery__WithClause *w) {
  for (const Node *n : w ? sql::items(w->n_ctes, w->ctes) : Nodes()) {
    auto *c = as<PgQuery__CommonTableExpr>(n);
    auto *s = c ? as<PgQuery__SelectStmt>(c->ctequery) : nullptr;
    if (!c)
      continue;
    Source source{std::string(stringOf(c->ctename)), std::nullopt};
    auto call = [&](ShownColumns columns) {
      size_t i = 0;
      for (const Node *a : sql::items(c->n_aliascolnames, c->aliascolnames))
        if (columns && i < columns->size())
          (*columns)[i++].name = context.name(stringOf(a));
      return columns;
    };
    if (w->recursive && s && s->larg) { // it has the columns of the part that does not read it
      source.columns = call(select(*s->larg));
      levels.back().with.push_back(source);
    }
    if (s && !c->search_clause && !c->cycle_clause)
      source.columns = call(select(*s));
    if (w->recursive && s && s->larg)
      levels.back().with.back() = std::move(source);
    else
      levels.back().with.push_back(std::move(source));
  }
}

//===--- queries ----------------------------------------------------------===//

ShownColumns QueryColumns::select(const PgQuery__SelectStmt &s) {
  levels.emplace_back();
  auto leave = llvm::make_scope_exit([&] { levels.pop_back(); });
  with(s.with_clause);
  if (s.larg)
    return both(s);
  if (s.n_values_lists)
    return values(s);
  for (const Node *n : sql::items(s.n_from_clause, s.from_clause))
    from(n);
  return items(s);
}

/// The names of a set operation are those of its first query.
ShownColumns QueryColumns::both(const PgQuery__SelectStmt &s) {
  ShownColumns left = select(*s.larg), right = s.rarg ? select(*s.rarg) : std::nullopt;
  if (!left || !right || left->size() != right->size())
    return std::nullopt;
  for (size_t i = 0; i < left->size(); ++i) {
    Column &a = (*left)[i];
    const Column &b = (*right)[i];
    Name collation = a.collation() == b.collation() ? a.collation() : Name();
    Value v = common({{a.type, collation, false}, {b.type, collation, false}});
    if (a.collation() != b.collation())
      v.type = Type();
    a = shown(a.name, v);
  }
  return left;
}

ShownColumns QueryColumns::values(const PgQuery__SelectStmt &s) {
  std::vector<std::vector<Value>> columns;
  for (const Node *row : sql::items(s.n_values_lists, s.values_lists)) {
    Nodes list = sql::items(const_cast<Node *const &>(row));
    columns.resize(std::max(columns.size(), list.size()));
    for (size_t i = 0; i < list.size(); ++i)
      columns[i].push_back(value(list[i]));
  }
  std::vector<Column> out;
  for (size_t i = 0; i < columns.size(); ++i)
    out.push_back(shown(context.name("column" + std::to_string(i + 1)), common(columns[i])));
  return out;
}

bool QueryColumns::star(const PgQuery__ColumnRef &ref, std::vector<Column> &out) const {
  std::string_view alias = ref.n_fields > 1 ? stringOf(ref.fields[ref.n_fields - 2]) : "";
  if (alias.empty() && levels.back().merges)
    return false;
  bool any = false;
  for (const Source &s : levels.back().sources) {
    if (!alias.empty() && s.alias != alias)
      continue;
    if (!s.columns)
      return false;
    out.insert(out.end(), s.columns->begin(), s.columns->end());
    any = true;
  }
  return any;
}

ShownColumns QueryColumns::items(const PgQuery__SelectStmt &s) {
  std::vector<Column> out;
  for (const Node *node : sql::items(s.n_target_list, s.target_list)) {
    auto *t = as<PgQuery__ResTarget>(node);
    if (!t)
      return std::nullopt;
    auto *ref = as<PgQuery__ColumnRef>(t->val);
    if (ref && as<PgQuery__AStar>(ref->fields[ref->n_fields - 1])) {
      if (!star(*ref, out))
        return std::nullopt;
      continue;
    }
    if (isStarOfValue(t->val))
      return std::nullopt;
    std::string called(stringOf(t->name));
    if (called.empty())
      called = figuredName(t->val);
    out.push_back(shown(context.name(called.empty() ? "?column?" : called), value(t->val)));
  }
  return out;
}

} // namespace schemac::sql
