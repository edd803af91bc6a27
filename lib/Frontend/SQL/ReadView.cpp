//===- ReadView.cpp - Views, and tables made of queries -------------------===//
#include "QueryColumns.h"
#include "Reader.h"
#include "schemac/IR/Access.h"
#include "schemac/IR/Queries.h"
#include <algorithm>
#include <fmt/format.h>

namespace schemac::sql {

/// The query behind AS, without WITH [NO] DATA or WITH CHECK OPTION.
Expr Reader::queryBehindAs(size_t from, bool hasTail) {
  size_t as = findOutside(from, "as"), last = tokens.size();
  if (hasTail) {
    size_t with = last;
    for (size_t i = as; i < last; ++i)
      if (isWord(i, "with"))
        with = i;
    last = with;
  }
  return exprOf({as + 1, last});
}

FindRelation Reader::relations() {
  return [this](std::string_view schema, std::string_view n) {
    QName found = relation(schema, n);
    return isRelation(found) ? found : QName();
  };
}

/// Those of which all columns are known.
FindRelation Reader::sureRelations() {
  return [this](std::string_view schema, std::string_view n) {
    QName found = relation(schema, n);
    bool isSure = isRelation(found) && !isAssumed(found) && !temporary.contains(n) &&
                  !out.unknown.objects.contains(found);
    return isSure ? found : QName();
  };
}

/// Whether the query's columns are there; the names in it stand behind the token \p from.
bool Reader::namesColumnsOf(Expr query, size_t from) {
  std::optional<UnknownColumn> column = unknownColumn(state, query.str(), sureRelations());
  return !column || missing("column", column->text, columnPlace(column->text, from));
}

/// Where the last word of "u.emial" stands next, from the token \p from on.
SourceRange Reader::columnPlace(std::string_view column, size_t from) const {
  std::string_view last = column.substr(column.rfind('.') + 1);
  auto isIt = [&](const SqlToken &t) {
    return t.isName() && (t.name() == last || t.name() == column); // it may have a dot itself
  };
  while (from < tokens.size() && !isIt(tokens[from]))
    ++from;
  return from < tokens.size() ? tokenRange(from) : SourceRange();
}

/// The server writes stars out when it makes a view.
Expr Reader::expanded(Expr query) { return expandStars(context, state, query, relations()); }

/// CREATE RECURSIVE VIEW v (a, b) AS … reads itself as a WITH query of its name.
Expr Reader::recursive(const View &v) {
  std::string columns, self = sqlIdentifier(v.name.name.str());
  for (Name n : v.columnNames)
    columns += (columns.empty() ? "" : ", ") + sqlIdentifier(n.str());
  return context.expr("WITH RECURSIVE " + self + " (" + columns + ") AS (" + v.query.string() +
                      ") SELECT " + columns + " FROM " + self);
}

bool Reader::read(const PgQuery__ViewStmt &s) {
  if (isTemporary(*s.view)) {
    temporary.emplace(stringOf(s.view->relname));
    record->kind = StatementKind::Ignored;
    return true;
  }
  View v;
  v.name = made(*s.view);
  v.range = nameAt(s.view->location);
  v.columnNames = names(items(s.n_aliases, s.aliases));
  for (const Node *n : items(s.n_options, s.options))
    if (auto *d = as<PgQuery__DefElem>(n)) {
      std::string_view key = stringOf(d->defname);
      if (key == "security_barrier")
        v.securityBarrier = boolOption(*d);
      else if (key == "security_invoker")
        v.securityInvoker = boolOption(*d);
      else if (key == "check_option")
        v.checkOption =
            optionText(d->arg).str() == "local" ? CheckOption::Local : CheckOption::Cascaded;
    }
  bool check = s.with_check_option == PG_QUERY__VIEW_CHECK_OPTION__LOCAL_CHECK_OPTION ||
               s.with_check_option == PG_QUERY__VIEW_CHECK_OPTION__CASCADED_CHECK_OPTION;
  if (check)
    v.checkOption = s.with_check_option == PG_QUERY__VIEW_CHECK_OPTION__LOCAL_CHECK_OPTION
                        ? CheckOption::Local
                        : CheckOption::Cascaded;
  v.query = queryBehindAs(tokenAt(s.view->location), check);
  if (tokenAt(s.view->location) >= 2 && isWord(tokenAt(s.view->location) - 2, "recursive"))
    v.query = recursive(v);
  v.query = expanded(v.query);
  if (!namesColumnsOf(v.query, tokenAt(s.view->location)) || !namesOnce(v))
    return false;
  const View *old = s.replace ? state.views().find(v.name) : nullptr;
  if (!old)
    return add(CreateViewOp::make(v.range, v));
  return keepsColumns(*old, v) && keepsTypes(*old, v, as<PgQuery__SelectStmt>(s.query)) &&
         replaceView(*old, v, v.range);
}

bool Reader::namesOnce(const View &v) {
  std::string fault = shownNamesFault(state, v, relations());
  if (!fault.empty())
    diags.report(v.range, diag::err_sql_syntax, fmt::format("'{}' {}", v.name.str(), fault));
  return fault.empty();
}

/// The server takes new columns at the end of a view, and no other change of them.
bool Reader::keepsColumns(const View &old, const View &now) {
  std::vector<Name> before = namesShown(old), after = namesShown(now);
  if (old.materialized || before.empty() || after.empty())
    return true;
  for (size_t i = 0; i < before.size(); ++i) {
    if (i < after.size() && before[i] == after[i])
      continue;
    std::string change = i < after.size() ? fmt::format("'{}'", after[i].str()) : "gone";
    diags.report(now.range, diag::err_sql_view_columns, before[i].str(), old.name.str(), change);
    return false;
  }
  return true;
}

/// As far as both types are certain; of one kind with another length is taken for the same.
bool Reader::keepsTypes(const View &old, const View &now, const PgQuery__SelectStmt *query) {
  auto before = columnsOfRelation(old.name);
  auto after = query ? columnsOf(*query) : std::nullopt;
  for (size_t i = 0; before && after && i < std::min(before->size(), after->size()); ++i) {
    Type was = (*before)[i].type, is = (*after)[i].type;
    if (!was || !is || was.kind() == is.kind() || was.is(TypeKind::Domain) ||
        is.is(TypeKind::Domain))
      continue;
    diags.report(now.range, diag::err_sql_view_columns, (*before)[i].name.str(), old.name.str(),
                 fmt::format("of type {} instead of {}", is.str(), was.str()));
    return false;
  }
  return true;
}

/// A server that took the statement saw the old columns in the new query, which a text does not
/// always tell. So what stands on the view stays as it is, however much that is.
bool Reader::replaceView(const View &old, const View &now, SourceRange range) {
  return add(ReplaceViewOp::make(range, now, !extendsView(old, now)));
}

/// A remade view has its comments and grants still.
bool Reader::keepAccess(const View &was) { return addAll(accessOf(was, KindId::View, whole())); }

//===--- CREATE MATERIALIZED VIEW, CREATE TABLE AS ------------------------===//

bool Reader::read(const PgQuery__CreateTableAsStmt &s) {
  const PgQuery__RangeVar &r = *s.into->rel;
  if (isTemporary(r)) {
    temporary.emplace(stringOf(r.relname));
    record->kind = StatementKind::Ignored;
    return true;
  }
  QName n = made(r);
  if (s.if_not_exists && isRelation(n))
    return true;
  if (s.objtype != PG_QUERY__OBJECT_TYPE__OBJECT_MATVIEW) {
    auto *query = as<PgQuery__SelectStmt>(s.query);
    return (!query || !readsMissing(query->base)) && tableOfQuery(query, *s.into, n);
  }
  View v;
  v.name = n;
  v.range = nameAt(r.location);
  v.materialized = true;
  v.noData = s.into->skip_data;
  v.columnNames = names(items(s.into->n_col_names, s.into->col_names));
  if (s.into->n_options)
    unmanaged("a storage parameter of a materialized view", v.range);
  if (tablespace(stringOf(s.into->table_space_name)))
    unmanaged("the tablespace of a materialized view", v.range);
  if (!stringOf(s.into->access_method).empty())
    unmanaged("the access method of a materialized view", v.range);
  size_t end = tokens.size();
  bool tail = isWord(end - 1, "data") && (isWord(end - 2, "with") || isWord(end - 2, "no"));
  v.query = expanded(queryBehindAs(tokenAt(r.location), tail));
  if (!namesColumnsOf(v.query, tokenAt(r.location)) || !namesOnce(v))
    return false;
  if (v.noData)
    out.madeEmpty.insert(v.name);
  return add(CreateViewOp::make(v.range, v));
}

bool Reader::read(const PgQuery__RefreshMatViewStmt &s) {
  record->kind = StatementKind::Data;
  record->table = relation(*s.relation);
  const View *v = state.views().find(record->table);
  if (!v)
    return missing("view", record->table.str(), nameAt(s.relation->location));
  out.madeEmpty.erase(v->name);
  bool done = add(RefreshViewOp::make(whole(), v->name, bool(s.concurrent), bool(s.skip_data)));
  record->kind = StatementKind::Data;
  return done;
}

/// An index of a materialized view is a part of it.
bool Reader::indexView(const View &view, Index index) {
  return add(CreateIndexOp::make(index.range, SubRef{view.name, index.name}, index));
}

std::optional<std::vector<Column>> Reader::columnsOf(const PgQuery__SelectStmt &select) {
  return QueryColumns(state, context, shownRelations(),
                      [this](const PgQuery__TypeName &t) { return type(t); })
      .select(select);
}

std::optional<std::vector<Column>> Reader::columnsOfRelation(QName n) {
  return QueryColumns(state, context, shownRelations(),
                      [this](const PgQuery__TypeName &t) { return type(t); })
      .relation(n);
}

/// What queries read by its name, and its columns are known of.
FindRelation Reader::shownRelations() {
  return [this](std::string_view schema, std::string_view n) {
    QName found = relation(schema, n);
    bool isHidden = (schema.empty() && temporary.contains(n)) || isAssumed(found);
    return isHidden || !isRelation(found) ? QName() : found;
  };
}

/// A column whose type is not certain is left out, and where columns are not known at all, the
/// table: that is said.
bool Reader::tableOfQuery(const PgQuery__SelectStmt *query, const PgQuery__IntoClause &into,
                          QName n) {
  auto columns = query ? columnsOf(*query) : std::nullopt;
  if (!columns || std::ranges::any_of(*columns, [](const Column &c) { return !c.type; }))
    if (!opaque("the columns of a table that is made of a query", n))
      return false;
  if (!columns)
    return true;
  Table table;
  table.name = n;
  table.range = nameAt(into.rel->location);
  table.unlogged = stringOf(into.rel->relpersistence) == "u";
  table.parameters = parameters(items(into.n_options, into.options));
  table.tablespace = tablespace(stringOf(into.table_space_name));
  table.columns = std::move(*columns);
  std::vector<Name> called = names(items(into.n_col_names, into.col_names));
  for (size_t i = 0; i < table.columns.size(); ++i) {
    Column &c = table.columns[i];
    c.range = table.range;
    if (i < called.size())
      c.name = called[i];
  }
  std::erase_if(table.columns, [](const Column &c) { return !c.type; });
  return add(CreateTableOp::make(table.range, table));
}

/// ALTER VIEW, ALTER MATERIALIZED VIEW, ALTER SEQUENCE, in the words of ALTER TABLE.
/// What no view holds of how its rows are stored, in words; empty: it is about something else.
static std::string_view storageOfView(PgQuery__AlterTableType subtype) {
  switch (subtype) {
  case PG_QUERY__ALTER_TABLE_TYPE__AT_SetRelOptions:
  case PG_QUERY__ALTER_TABLE_TYPE__AT_ResetRelOptions:
    return "a storage parameter of a materialized view";
  case PG_QUERY__ALTER_TABLE_TYPE__AT_SetTableSpace:
    return "the tablespace of a materialized view";
  case PG_QUERY__ALTER_TABLE_TYPE__AT_SetAccessMethod:
    return "the access method of a materialized view";
  case PG_QUERY__ALTER_TABLE_TYPE__AT_ClusterOn:
  case PG_QUERY__ALTER_TABLE_TYPE__AT_DropCluster:
    return "the index by which a materialized view is clustered";
  case PG_QUERY__ALTER_TABLE_TYPE__AT_SetStatistics:
  case PG_QUERY__ALTER_TABLE_TYPE__AT_SetOptions:
  case PG_QUERY__ALTER_TABLE_TYPE__AT_ResetOptions:
  case PG_QUERY__ALTER_TABLE_TYPE__AT_SetStorage:
  case PG_QUERY__ALTER_TABLE_TYPE__AT_SetCompression:
    return "an option of a materialized view's column";
  default:
    return {};
  }
}

bool Reader::alterView(const PgQuery__AlterTableStmt &s) {
  QName n = relation(*s.relation);
  KindId kind = state.find<Sequence>(n) ? KindId::Sequence : KindId::View;
  for (const Node *node : items(s.n_cmds, s.cmds)) {
    auto *c = as<PgQuery__AlterTableCmd>(node);
    if (c && c->subtype == PG_QUERY__ALTER_TABLE_TYPE__AT_ChangeOwner) {
      if (!setOwner({kind, PartKind::None, n, {}}, c->newowner, whole()))
        return false;
      continue;
    }
    if (c && c->subtype == PG_QUERY__ALTER_TABLE_TYPE__AT_ColumnDefault) {
      letFall(n, "default of a column of a view", stringOf(c->name));
      if (c->def)
        hang(n, "default of a column of a view", stringOf(c->name));
      unmanaged("a default of a view's column");
      continue;
    }
    const View *stored = state.views().find(n);
    if (c && stored && stored->materialized) {
      std::string_view what = storageOfView(c->subtype);
      if (what.empty())
        return unsupported("this part of the statement");
      unmanaged(what);
      continue;
    }
    bool options = c && (c->subtype == PG_QUERY__ALTER_TABLE_TYPE__AT_SetRelOptions ||
                         c->subtype == PG_QUERY__ALTER_TABLE_TYPE__AT_ResetRelOptions);
    if (!options || kind != KindId::View)
      return unsupported("this part of the statement");
    View v = *state.views().find(n);
    bool reset = c->subtype == PG_QUERY__ALTER_TABLE_TYPE__AT_ResetRelOptions;
    for (const Parameter &p : parameters(items(c->def))) {
      bool on = !reset && p.value.str() != "false";
      if (p.name.str() == "security_barrier")
        v.securityBarrier = on;
      else if (p.name.str() == "security_invoker")
        v.securityInvoker = on;
      else if (p.name.str() == "check_option")
        v.checkOption = reset                      ? CheckOption::None
                        : p.value.str() == "local" ? CheckOption::Local
                                                   : CheckOption::Cascaded;
    }
    if (!replaceView(*state.views().find(n), v, whole()))
      return false;
  }
  return true;
}

} // namespace schemac::sql
