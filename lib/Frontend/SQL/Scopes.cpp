//===- Scopes.cpp - Which columns a query names ---------------------------===//
#include "ScopeWalk.h"
#include <fmt/format.h>

namespace schemac::sql {

bool isSystemColumn(std::string_view text) {
  constexpr std::string_view System[] = {"tableoid", "xmin", "cmin", "xmax", "cmax", "ctid"};
  return std::ranges::find(System, text) != std::end(System);
}

bool isSystemUser(const PgQuery__ColumnRef &c) {
  return c.n_fields == 1 && stringOf(c.fields[0]) == "system_user";
}

bool isStarOfValue(const Node *value) {
  auto *parts = as<PgQuery__AIndirection>(value);
  return parts && parts->n_indirection &&
         as<PgQuery__AStar>(parts->indirection[parts->n_indirection - 1]);
}

bool mayBeFunction(const Schema &state, std::string_view name) {
  constexpr std::string_view OfRows[] = {"to_json", "row_to_json", "to_jsonb", "hstore",
                                         "pg_typeof"};
  if (std::ranges::find(OfRows, name) != std::end(OfRows))
    return true;
  for (const Function &f : state.functions())
    if (f.called.str() == name)
      return true;
  return false;
}

namespace scopes {

std::vector<std::string> Walk::columnsOf(QName n, bool &known) {
  std::vector<std::string> out;
  if (const Table *t = state.table(n)) {
    while (const Table *parent = t->partitionOf ? state.table(t->partitionOf) : nullptr)
      t = parent;
    for (const Column &c : t->columns)
      out.push_back(c.name.string());
    known = true;
  } else if (const View *v = state.views().find(n); v && v->query && depth < 16) {
    Walk inner(state, v->query.str(), find);
    inner.depth = depth + 1;
    inner.looks = looks;
    ParseError error;
    std::string sql = v->query.string();
    if (Parsed tree = parse(sql, error); tree && tree->n_stmts == 1)
      if (auto *s = as<PgQuery__SelectStmt>(tree->stmts[0]->stmt))
        out = inner.select(*s, nullptr);
    for (size_t i = 0; i < v->columnNames.size() && i < out.size(); ++i)
      out[i] = v->columnNames[i].string();
    known = !out.empty() && std::ranges::find(out, "") == out.end();
  }
  return out;
}

Source Walk::relation(const PgQuery__RangeVar &r, const Scope &scope) {
  Source s;
  s.alias = r.alias ? stringOf(r.alias->aliasname) : stringOf(r.relname);
  bool isWith = false;
  for (const Scope *o = &scope; o && stringOf(r.schemaname).empty() && !isWith; o = o->outer)
    for (const Source &w : o->with)
      if (w.alias == stringOf(r.relname)) {
        s.columns = w.columns, s.known = w.known;
        isWith = true;
      }
  if (!isWith) {
    s.relation = find(stringOf(r.schemaname), stringOf(r.relname));
    s.columns = columnsOf(s.relation, s.known);
    use(s, "");
  }
  if (r.alias) {
    size_t i = 0;
    for (const Node *n : items(r.alias->n_colnames, r.alias->colnames)) {
      s.relation = QName(); // its columns have other names here
      if (i < s.columns.size())
        s.columns[i++] = stringOf(n);
    }
  }
  return s;
}

Starred Walk::from(const Node *item, Scope &scope) {
  if (auto *r = as<PgQuery__RangeVar>(item)) {
    scope.sources.push_back(relation(*r, scope));
  } else if (auto *j = as<PgQuery__JoinExpr>(item)) {
    Starred both = joined(*j, scope);
    if (j->quals)
      scope.conditions.push_back(j->quals);
    scope.open |= j->alias || j->join_using_alias;
    useJoined(*j, scope);
    for (const Node *n : items(j->n_using_clause, j->using_clause))
      for (const Source &s : scope.sources)
        failed |= renamed.sub && s.relation == renamed.table && stringOf(n) == renamed.sub.str();
    failed |= renamed.sub && j->is_natural &&
              std::ranges::count(scope.sources, renamed.table, &Source::relation);
    return both;
  } else if (auto *q = as<PgQuery__RangeSubselect>(item)) {
    Source s;
    s.alias = q->alias ? stringOf(q->alias->aliasname) : "";
    if (auto *inner = as<PgQuery__SelectStmt>(q->subquery))
      s.columns = select(*inner, &scope);
    size_t i = 0;
    if (q->alias)
      for (const Node *n : items(q->alias->n_colnames, q->alias->colnames))
        if (i < s.columns.size())
          s.columns[i++] = stringOf(n);
    s.known = !s.columns.empty() && !s.has("");
    scope.sources.push_back(std::move(s));
  } else if (auto *f = as<PgQuery__RangeFunction>(item)) {
    scope.sources.push_back(function(*f));
    scope.open |= scope.sources.back().alias.empty();
    expression(&item->base, scope);
  } else if (auto *sample = as<PgQuery__RangeTableSample>(item)) {
    return from(sample->relation, scope);
  } else {
    scope.open = true;
    return {{}, false};
  }
  return starredOf(scope.sources.back());
}

void Walk::with(const PgQuery__WithClause *w, Scope &scope) {
  for (const Node *n : w ? items(w->n_ctes, w->ctes) : Nodes()) {
    auto *c = as<PgQuery__CommonTableExpr>(n);
    auto *s = c ? as<PgQuery__SelectStmt>(c->ctequery) : nullptr;
    if (!c)
      continue;
    if (!s)
      statement(c->ctequery, &scope);
    Source source;
    source.alias = stringOf(c->ctename);
    if (w->recursive)
      scope.with.push_back(source);
    if (s)
      source.columns = select(*s, &scope);
    size_t i = 0;
    for (const Node *a : items(c->n_aliascolnames, c->aliascolnames))
      if (i < source.columns.size())
        source.columns[i++] = stringOf(a);
    source.known = !source.columns.empty() && !source.has("") && !c->search_clause &&
                   !c->cycle_clause; // which add some
    if (w->recursive)
      scope.with.back() = std::move(source);
    else
      scope.with.push_back(std::move(source));
  }
}

/// Complains only where nothing that is seen could have the column.
void Walk::look(const PgQuery__ColumnRef &c, const Scope &scope) {
  std::vector<std::string_view> words = strings(items(c.n_fields, c.fields));
  if (unknown || words.empty() || words.size() > 2 || isSystemColumn(words.back()) ||
      isSystemUser(c))
    return;
  if (std::ranges::find(arguments, words[0]) != arguments.end())
    return;
  for (const Scope *o = &scope; o; o = o->outer) {
    bool mayBeShown = words.size() == 1 && std::ranges::any_of(o->shown, [&](const auto &n) {
                        return n.empty() || n == words[0];
                      });
    if (o->open || mayBeShown)
      return;
    for (const Source &s : o->sources)
      if (words.size() == 1 ? !s.known || s.has(words[0]) || s.alias == words[0]
                            : s.alias == words[0] && (!s.known || s.has(words[1])))
        return;
  }
  if (words.size() == 2 && mayBeFunction(state, words[1]))
    return;
  std::string text(words[0]);
  if (words.size() == 2)
    text += "." + std::string(words[1]);
  unknown = UnknownColumn{static_cast<size_t>(c.location), text};
}

void Walk::column(const PgQuery__ColumnRef &c, const Scope &scope, bool isItem) {
  if (looks && c.n_fields && !as<PgQuery__AStar>(c.fields[c.n_fields - 1]))
    look(c, scope);
  use(c, scope);
  if (!renamed.sub || !c.n_fields || as<PgQuery__AStar>(c.fields[c.n_fields - 1]))
    return;
  // A composite value may follow: the column is the first name that fits.
  for (size_t last = 0; last < c.n_fields && last < 2; ++last) {
    if (stringOf(c.fields[last]) != renamed.sub.str())
      continue;
    std::string_view alias = last ? stringOf(c.fields[last - 1]) : "";
    for (const Scope *o = &scope; o; o = o->outer)
      for (const Source &s : o->sources) {
        if (alias.empty() ? !s.has(renamed.sub.str()) : s.alias != alias)
          continue;
        if (s.relation != renamed.table)
          return;
        size_t begin = static_cast<size_t>(c.location), end = endOf(begin);
        std::string name = (alias.empty() ? "" : sqlIdentifier(alias) + ".") + to;
        for (size_t i = last + 1; i < c.n_fields; ++i)
          name += "." + sqlIdentifier(stringOf(c.fields[i]));
        if (isItem && last + 1 == c.n_fields)
          name += " AS " + sqlIdentifier(renamed.sub.str());
        edits.push_back({begin, end, name});
        return;
      }
  }
}

void Walk::children(const ProtobufCMessage *m, const Scope &scope) {
  forEachChild(*m, [&](const ProtobufCMessage &child) { expression(&child, scope); });
}

void Walk::expression(const ProtobufCMessage *m, const Scope &scope) {
  if (!m)
    return;
  if (m->descriptor == &pg_query__select_stmt__descriptor)
    select(reinterpret_cast<const PgQuery__SelectStmt &>(*m), &scope);
  else if (m->descriptor == &pg_query__column_ref__descriptor)
    column(reinterpret_cast<const PgQuery__ColumnRef &>(*m), scope, false);
  else
    children(m, scope);
}

/// Whether figuredName() knows all of the rules by which a server names the expression.
static bool hasSureName(const Node *node) {
  switch (node ? node->node_case : PG_QUERY__NODE__NODE__NOT_SET) {
  case PG_QUERY__NODE__NODE_COLUMN_REF:
  case PG_QUERY__NODE__NODE_FUNC_CALL:
  case PG_QUERY__NODE__NODE_A_CONST:
  case PG_QUERY__NODE__NODE_BOOL_EXPR:
  case PG_QUERY__NODE__NODE_NULL_TEST:
  case PG_QUERY__NODE__NODE_COALESCE_EXPR:
  case PG_QUERY__NODE__NODE_MIN_MAX_EXPR:
  case PG_QUERY__NODE__NODE_A_ARRAY_EXPR:
    return true;
  case PG_QUERY__NODE__NODE_TYPE_CAST:
    return hasSureName(node->type_cast->arg);
  case PG_QUERY__NODE__NODE_COLLATE_CLAUSE:
    return hasSureName(node->collate_clause->arg);
  case PG_QUERY__NODE__NODE_CASE_EXPR:
    return !node->case_expr->defresult || hasSureName(node->case_expr->defresult);
  case PG_QUERY__NODE__NODE_A_EXPR:
    return node->a_expr->kind != PG_QUERY__A__EXPR__KIND__AEXPR_NULLIF;
  default:
    return false;
  }
}

std::vector<std::string> Walk::select(const PgQuery__SelectStmt &s, const Scope *outer) {
  Scope scope;
  scope.outer = outer;
  with(s.with_clause, scope);
  if (s.larg) { // the names are those of the first
    std::vector<std::string> names = select(*s.larg, &scope);
    if (s.rarg)
      select(*s.rarg, &scope);
    return names;
  }
  for (const Node *n : items(s.n_from_clause, s.from_clause))
    append(scope.starred, from(n, scope));
  for (const Node *n : scope.conditions)
    expression(&n->base, scope);
  std::vector<std::string> names;
  if (s.n_values_lists)
    for (size_t i = 0; i < items(s.values_lists[0]).size(); ++i)
      names.push_back("column" + std::to_string(i + 1));
  if (auto *first = s.n_from_clause ? as<PgQuery__RangeVar>(s.from_clause[0]) : nullptr)
    tableAt = static_cast<size_t>(first->location);
  bool areCounted = true;
  for (const Node *n : items(s.n_target_list, s.target_list)) {
    auto *t = as<PgQuery__ResTarget>(n);
    auto *c = t ? as<PgQuery__ColumnRef>(t->val) : nullptr;
    if (c && as<PgQuery__AStar>(c->fields[c->n_fields - 1])) {
      areCounted &= star(*c, scope, names);
      continue;
    }
    areCounted &= !(t && isStarOfValue(t->val));
    std::string_view called = t ? stringOf(t->name) : "";
    std::string figured = t && called.empty() ? figuredName(t->val) : std::string(called);
    bool unsure = looks && called.empty() && !hasSureName(t ? t->val : nullptr);
    names.push_back(unsure ? "" : figured.empty() ? "?column?" : figured);
    if (c)
      column(*c, scope, called.empty());
    else
      expression(&n->base, scope);
  }
  for (const Node *n :
       {static_cast<const Node *>(s.where_clause), static_cast<const Node *>(s.having_clause),
        static_cast<const Node *>(s.limit_count), static_cast<const Node *>(s.limit_offset)})
    if (n)
      expression(&n->base, scope);
  for (Nodes list :
       {items(s.n_window_clause, s.window_clause), items(s.n_values_lists, s.values_lists)})
    for (const Node *n : list)
      expression(&n->base, scope);
  if (areCounted)
    scope.shown = names;
  else
    scope.shown = {""};
  for (Nodes list : {items(s.n_group_clause, s.group_clause), items(s.n_sort_clause, s.sort_clause),
                     items(s.n_distinct_clause, s.distinct_clause)})
    for (const Node *n : list)
      expression(&n->base, scope);
  return areCounted ? names : std::vector<std::string>();
}

} // namespace scopes

//===--- the questions ----------------------------------------------------===//

using scopes::Edit;
using scopes::Walk;

static const PgQuery__SelectStmt *selectOf(const Parsed &tree) {
  return tree && tree->n_stmts == 1 ? as<PgQuery__SelectStmt>(tree->stmts[0]->stmt) : nullptr;
}

static Expr edited(Context &context, std::string_view text, std::vector<Edit> edits) {
  std::ranges::sort(edits, {}, &Edit::begin);
  std::string out;
  size_t copied = 0;
  for (const Edit &e : edits) {
    if (e.begin < copied) // reached twice
      continue;
    out += text.substr(copied, e.begin - copied);
    out += e.text;
    copied = e.end;
  }
  return context.expr(out + std::string(text.substr(copied)));
}

Expr expandStars(Context &context, const Schema &state, Expr query, const FindRelation &find) {
  if (query.str().find('*') == std::string_view::npos &&
      std::ranges::none_of(lexSqlTokens(query.str()),
                           [](const SqlToken &t) { return t.isWord("table"); }))
    return query;
  ParseError error;
  Parsed tree = parse(query.string(), error);
  auto *s = selectOf(tree);
  if (!s)
    return query;
  Walk walk(state, query.str(), find);
  walk.expands = true;
  walk.select(*s, nullptr);
  return walk.edits.empty() ? query : edited(context, query.str(), std::move(walk.edits));
}

Expr followColumn(Context &context, const Schema &state, Expr query, const FindRelation &find,
                  SubRef column, Name to) {
  ParseError error;
  Parsed tree = parse(query.string(), error);
  if (!tree || tree->n_stmts != 1)
    return {};
  Walk walk(state, query.str(), find);
  walk.renamed = column;
  walk.to = sqlIdentifier(to.str());
  if (!walk.statement(tree->stmts[0]->stmt, nullptr) || walk.failed)
    return {};
  return walk.edits.empty() ? query : edited(context, query.str(), std::move(walk.edits));
}

std::vector<std::string> outputNames(const Schema &state, Expr query, const FindRelation &find) {
  ParseError error;
  Parsed tree = parse(query.string(), error);
  auto *s = selectOf(tree);
  if (!s)
    return {};
  Walk walk(state, query.str(), find);
  std::vector<std::string> names = walk.select(*s, nullptr);
  return std::ranges::find(names, "") == names.end() ? names : std::vector<std::string>();
}

std::string shownNamesFault(const Schema &state, const View &view, const FindRelation &find) {
  std::vector<std::string> names =
      view.query ? outputNames(state, view.query, find) : std::vector<std::string>();
  if (names.empty())
    return {};
  if (names.size() < view.columnNames.size())
    return fmt::format("has {} columns, and {} are named", names.size(), view.columnNames.size());
  for (size_t i = 0; i < view.columnNames.size(); ++i)
    names[i] = view.columnNames[i].string();
  for (auto at = names.begin(); at != names.end(); ++at) // a server may know a name for "?column?"
    if (*at != "?column?" && std::find(names.begin(), at, *at) != at)
      return fmt::format("has two columns that are called '{}'", *at);
  return {};
}

std::optional<UnknownColumn> unknownColumn(const Schema &state, std::string_view query,
                                           const FindRelation &find) {
  ParseError error;
  Parsed tree = parse(std::string(query), error);
  auto *s = selectOf(tree);
  if (!s)
    return std::nullopt;
  Walk walk(state, query, find);
  walk.looks = true;
  walk.select(*s, nullptr);
  return walk.unknown;
}

std::optional<UnknownColumn> unknownColumn(const Schema &state, const ProtobufCMessage &statement,
                                           const FindRelation &find,
                                           const std::vector<std::string> &arguments) {
  Walk walk(state, "", find);
  walk.looks = true;
  walk.arguments = arguments;
  walk.statement(statement, nullptr);
  return walk.unknown;
}

} // namespace schemac::sql
