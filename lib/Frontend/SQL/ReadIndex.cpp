//===- ReadIndex.cpp - CREATE INDEX, and what indexes are made of ---------===//
#include "Reader.h"
#include "schemac/IR/OperatorClasses.h"
#include "schemac/IR/OutsideNames.h"
#include <algorithm>

namespace schemac::sql {

std::string Reader::expressionName(const Node *expr) {
  std::string found = figuredName(expr);
  return found.empty() ? "expr" : found;
}

bool Reader::isDefaultClass(std::string_view method, std::string_view called) {
  struct Row {
    std::string_view method, names;
  };
  static constexpr Row Rows[] = {
#define DEFAULT_CLASSES(METHOD, NAMES) {METHOD, NAMES},
#include "DefaultClasses.def"
  };
  std::string word = " " + std::string(called) + " ";
  return std::ranges::any_of(Rows, [&](const Row &r) {
    return r.method == method && (" " + std::string(r.names) + " ").find(word) != std::string::npos;
  });
}

Name Reader::outside(Nodes list) {
  std::string_view schema = list.size() > 1 ? stringOf(list[list.size() - 2]) : "";
  return name(outsideName(schema, lastName(list)));
}

Name Reader::operatorName(const Node *n) {
  auto *list = as<PgQuery__List>(n);
  if (!list)
    return name(stringOf(n));
  Nodes parts = items(list->n_items, list->items);
  std::string_view schema = parts.size() > 1 ? stringOf(parts[parts.size() - 2]) : "";
  return name(outsideOperator(schema, lastName(parts)));
}

Name Reader::collation(const PgQuery__CollateClause *clause) {
  return clause ? outside(items(clause->n_collname, clause->collname)) : Name();
}

Name Reader::usualCollation(Type type) {
  for (unsigned depth = 0; type && depth < 64; ++depth) { // domains may go round in a broken state
    while (type.is(TypeKind::Array))
      type = type.element();
    const Domain *domain = type.is(TypeKind::Domain) ? state.find<Domain>(type.named()) : nullptr;
    if (!domain)
      break;
    if (domain->collation)
      return domain->collation;
    type = domain->base;
  }
  bool isName = type && type.is(TypeKind::Native) && type.native().str() == "name";
  return name(isName ? "C" : "default");
}

Name Reader::collation(const PgQuery__CollateClause *clause, Type type) {
  Name said = collation(clause);
  return said && said == usualCollation(type) ? Name() : said;
}

void Reader::leaveOutCollationOf(const Table &table, IndexElem &e) {
  const Column *column = e.collation && e.column ? table.column(e.column) : nullptr;
  if (!column || !column->type)
    return;
  Name own = column->collation() ? column->collation() : usualCollation(column->type);
  if (own == e.collation)
    e.collation = Name();
}

bool Reader::elements(Nodes list, size_t open, std::string_view method,
                      std::vector<IndexElem> &into, std::vector<std::string> &elementNames) {
  if (method.empty())
    method = "btree";
  std::vector<Span> spans = parts(open);
  if (spans.size() != list.size())
    return unsupported("this list of columns");
  for (size_t i = 0; i < list.size(); ++i) {
    auto *e = as<PgQuery__IndexElem>(list[i]);
    IndexElem &out = into.emplace_back();
    if (e && !stringOf(e->name).empty()) {
      out.column = name(stringOf(e->name));
      elementNames.push_back(out.column.string());
    } else if (e) {
      size_t first = spans[i].first;
      size_t begin = find(first, "(");
      Span span =
          isWord(first, "(") ? Span{first + 1, closing(first)} : Span{first, closing(begin) + 1};
      elementNames.push_back(expressionName(e->expr));
      // (column) is the column.
      if (auto *column = as<PgQuery__ColumnRef>(e->expr); column && column->n_fields == 1)
        out.column = name(stringOf(column->fields[0]));
      // The collation of a whole element is that of the index: what is below it counts.
      if (auto *collate = as<PgQuery__CollateClause>(e->expr)) {
        out.collation = collation(collate);
        while (isWord(span.first, "(") && closing(span.first) + 1 == span.last)
          span = {span.first + 1, span.last - 1};
        size_t last = span.last;
        while (last > span.first && !isWord(last, "collate"))
          --last;
        span.last = last;
        auto *column = as<PgQuery__ColumnRef>(collate->arg);
        if (column && column->n_fields == 1)
          out.column = name(stringOf(column->fields[0]));
      }
      if (!out.column)
        out.expr = exprOf(span);
    }
    if (!e)
      return false;
    if (e->n_collation)
      out.collation = outside(items(e->n_collation, e->collation));
    if (e->n_opclass)
      out.opclass = outside(items(e->n_opclass, e->opclass));
    if (out.opclass && !e->n_opclassopts && isDefaultClass(method, out.opclass.str()))
      out.opclass = Name();
    out.opclassParameters = parameters(items(e->n_opclassopts, e->opclassopts));
    out.descending = e->ordering == PG_QUERY__SORT_BY_DIR__SORTBY_DESC;
    bool first = e->nulls_ordering == PG_QUERY__SORT_BY_NULLS__SORTBY_NULLS_FIRST;
    bool last = e->nulls_ordering == PG_QUERY__SORT_BY_NULLS__SORTBY_NULLS_LAST;
    if ((first && !out.descending) || (last && out.descending)) // the other one is what it has
      out.nulls = first ? NullsOrder::First : NullsOrder::Last;
  }
  return true;
}

bool Reader::read(const PgQuery__IndexStmt &s) {
  if (isTemporary(*s.relation)) {
    record->kind = StatementKind::Ignored;
    return true;
  }
  QName table = record->table = relation(*s.relation);
  Index index;
  std::vector<std::string> elementNames;
  size_t at = tokenAt(s.relation->location);
  index.range = nameAt(s.relation->location);
  size_t open = find(at, "(");
  std::string_view method = stringOf(s.access_method);
  if (!elements(items(s.n_index_params, s.index_params), open, method, index.elems, elementNames))
    return false;
  // A class by itself is not said, unless it is one that the column does not take.
  const Table *of = state.table(table);
  if (of)
    for (IndexElem &e : index.elems)
      leaveOutCollationOf(*of, e);
  for (size_t i = 0; i < index.elems.size(); ++i)
    if (auto *e = as<PgQuery__IndexElem>(s.index_params[i]); e && e->n_opclass) {
      IndexElem said = index.elems[i];
      said.opclass = outside(items(e->n_opclass, e->opclass));
      if (!classFault(state, method.empty() ? "btree" : method, said, of).empty())
        index.elems[i].opclass = said.opclass;
    }
  for (const Node *n : items(s.n_index_including_params, s.index_including_params))
    if (auto *e = as<PgQuery__IndexElem>(n)) {
      index.include.push_back(name(stringOf(e->name)));
      elementNames.emplace_back(stringOf(e->name));
    }
  if (!method.empty() && method != "btree")
    index.method = name(method);
  index.unique = s.unique;
  index.nullsNotDistinct = s.nulls_not_distinct;
  index.parameters = parameters(items(s.n_options, s.options));
  index.tablespace = tablespace(stringOf(s.table_space));
  if (s.where_clause) {
    size_t where = findOutside(closing(open) + 1, "where");
    index.where = exprOf({where + 1, tokens.size()});
  }
  if (stringOf(s.idxname).empty()) {
    index.name = freeRelation(table, joinedNames(distinctNames(elementNames)), "idx", false);
  } else {
    index.name = name(stringOf(s.idxname));
    size_t token = at; // CREATE INDEX name ON table
    while (token > 0 && !isWord(token, "on"))
      --token;
    if (token > 0)
      index.range = tokenRange(token - 1);
  }
  if (s.if_not_exists && isRelation({table.ns, index.name})) {
    if (const Index *now = of ? of->index(index.name) : nullptr; now && !sameIndex(*now, index))
      diags.report(index.range, diag::warn_sql_exists_differs, index.name.str(),
                   "with another definition");
    return true;
  }
  if (const View *view = state.views().find(table); view && view->materialized)
    return indexView(*view, std::move(index));
  if (of &&
      (!standIn(ExpressionPlace::Index, items(s.n_index_params, s.index_params), *of) ||
       !standsIn(ExpressionPlace::Index, s.where_clause, *of) || !isCondition(s.where_clause, *of)))
    return false;
  bool only = !s.relation->inh && state.table(table) && state.table(table)->partitionBy;
  Op op =
      CreateIndexOp::make(index.range, SubRef{table, index.name}, index, bool(s.concurrent), only);
  return add(std::move(op));
}

} // namespace schemac::sql
