//===- SqlQueryMatcher.cpp - Whether two queries say the same -------------===//
#include "SqlMatcher.h"
#include <algorithm>

namespace schemac {
namespace sqltree {

const Node *findClause(const Node &query, std::string_view text) {
  for (const Node &c : query.children)
    if (c.is(Kind::Clause, text))
      return &c;
  return nullptr;
}

bool isFunction(const Node &relation) {
  return !relation.children.empty() && relation.children[0].is(Kind::Call);
}

bool isNamedJoin(const Node &relation) {
  return relation.is(Kind::Relation) && !relation.children.empty() &&
         relation.children[0].is(Kind::Join);
}

static void collectRelations(const Node &n, std::vector<const Node *> &out) {
  if (n.is(Kind::Relation)) {
    if (!n.parts.empty() || isFunction(n) || isNamedJoin(n))
      out.push_back(&n);
    return;
  }
  for (const Node &c : n.children)
    collectRelations(c, out);
}

//===--- select lists -----------------------------------------------------===//

std::vector<std::string> columnsOf(const Schema &schema, const Node &relation) {
  std::vector<std::string> names;
  auto find = [&]<class T>(const EntityMap<T> &map) -> const T * {
    for (const T &e : map)
      if (e.name.name.str() == relation.parts.back() &&
          (relation.parts.size() == 1 ? !e.name.ns : e.name.ns.str() == relation.parts.front()))
        return &e;
    return nullptr;
  };
  if (const Table *t = find(schema.tables())) {
    while (const Table *above = t->partitionOf ? schema.table(t->partitionOf) : nullptr)
      t = above;
    for (const Column &c : t->columns)
      names.push_back(c.name.string());
  } else if (const View *v = find(schema.views())) {
    std::optional<Node> query = v->query ? parseQuery(v->query.str()) : std::nullopt;
    if (!v->columnNames.empty())
      for (Name n : v->columnNames)
        names.push_back(n.string());
    else if (query && query->is(Kind::Query, "select"))
      for (const Node &item : query->children[0].children)
        if (!item.parts.empty())
          names.push_back(item.parts[0]);
    for (const Column &c : v->columns)
      names.push_back(c.name.string());
  }
  return names;
}

/// Whether the server's items from \p at on are the columns that a star of the source shows.
static size_t matchStar(const Node &star, const std::vector<const Node *> &relations,
                        const Schema &schema, const std::vector<Node> &items, size_t at) {
  size_t begin = at;
  for (const Node *r : relations) {
    if (!star.parts.empty() && star.parts.back() != r->text)
      continue;
    if (isFunction(*r)) { // what it shows is not known here, and stands under its name there
      bool alone = relations.size() == 1; // from version 16 on there is no name before it then
      auto isOf = [&](const Node &n) {
        return n.is(Kind::Name) &&
               (n.parts.size() > 1 ? n.parts[n.parts.size() - 2] == r->text : alone);
      };
      while (at < items.size() && isOf(items[at].children[0]))
        ++at;
      continue;
    }
    for (const std::string &column : columnsShown(schema, *r)) {
      if (at == items.size())
        return 0;
      const Node &n = items[at].children[0];
      bool here = n.is(Kind::Name) && n.parts.back() == column &&
                  (n.parts.size() == 1 || n.parts[n.parts.size() - 2] == r->text);
      // A column that came after the view is not in it.
      at += here;
    }
  }
  return at - begin;
}

bool Matcher::sameItems(const Node &source, const Node &server, bool named,
                        const std::vector<Name> *columns, const Node *from) {
  const std::vector<Node> &a = source.children, &b = server.children;
  std::vector<const Node *> relations;
  if (from)
    collectRelations(*from, relations);
  size_t j = 0;
  for (size_t i = 0; i < a.size(); ++i) {
    if (a[i].children[0].is(Kind::Star)) {
      if (j < b.size() && b[j].children[0].is(Kind::Star)) {
        ++j;
        continue;
      }
      size_t count = schema ? matchStar(a[i].children[0], relations, *schema, b, j) : 0;
      if (!count)
        return false;
      j += count;
      continue;
    }
    if (a[i].children[0].is(Kind::Field) && a[i].children[0].parts[0] == "*") {
      size_t count = matchFields(a[i].children[0], b, j);
      if (!count)
        return false;
      j += count;
      continue;
    }
    if (j == b.size() || !same(a[i].children[0], b[j].children[0]))
      return false;
    if (named) {
      std::string name = columns && j < columns->size() ? (*columns)[j].string() : a[i].parts[0];
      // What true is called without a name hangs on the version.
      bool isTruth = a[i].children[0].is(Kind::Constant, "true") ||
                     a[i].children[0].is(Kind::Constant, "false");
      if (isTruth && name == "?column?" && !b[j].parts.empty() && b[j].parts[0] == "bool")
        name = "bool";
      if (b[j].parts.empty() || name != b[j].parts[0])
        return false;
    }
    ++j;
  }
  return j == b.size();
}

//===--- clauses ----------------------------------------------------------===//

/// What ORDER BY or GROUP BY means by a number or by the name of an item.
static const Node &resolved(const Node &n, const Node &query) {
  if (!query.is(Kind::Query, "select"))
    return n;
  const std::vector<Node> &items = query.children[0].children;
  if (n.is(Kind::Number)) {
    size_t at = static_cast<size_t>(std::strtoul(n.text.c_str(), nullptr, 10));
    if (at >= 1 && at <= items.size())
      return items[at - 1].children[0];
  }
  if (n.is(Kind::Name) && n.parts.size() == 1)
    for (const Node &item : items)
      if (!item.parts.empty() && item.parts[0] == n.parts[0])
        return item.children[0];
  return n;
}

/// Which column of a set operation ORDER BY means, by its number or its name; 0 when it is none.
static size_t positionOf(const Node &n, const Node &set) {
  const Node *first = &set;
  while (first->is(Kind::Query) && !first->children.empty() && first->children[0].is(Kind::Query))
    first = &first->children[0];
  if (n.is(Kind::Number))
    return static_cast<size_t>(std::strtoul(n.text.c_str(), nullptr, 10));
  if (!n.is(Kind::Name) || n.parts.size() != 1 || !first->is(Kind::Query, "select"))
    return 0;
  const std::vector<Node> &items = first->children[0].children;
  for (size_t i = 0; i < items.size() && !items[i].parts.empty(); ++i)
    if (items[i].parts[0] == n.parts[0])
      return i + 1;
  return 0;
}

static bool sameColumnOfSet(const Node &a, const Node &b, const Node &query) {
  bool isSet = !query.children.empty() && query.children[0].is(Kind::Query);
  return isSet && positionOf(a, query) && positionOf(a, query) == positionOf(b, query);
}

bool Matcher::sameClause(const Node &source, const Node &server, const Node &query) {
  if (source.children.size() != server.children.size() || source.parts != server.parts)
    return false;
  bool named = source.text == "order by" || source.text == "group by";
  for (size_t i = 0; i < source.children.size(); ++i) {
    const Node &a = source.children[i], &b = server.children[i];
    bool equal = false;
    if (source.text == "from") {
      equal = sameRelations(a, b);
    } else if (a.is(Kind::Sort) && b.is(Kind::Sort)) {
      equal = a.text == b.text && (same(a.children[0], b.children[0]) ||
                                   sameColumnOfSet(a.children[0], b.children[0], query) ||
                                   (named && same(resolved(a.children[0], query), b.children[0])));
    } else if (a.is(Kind::Clause) && b.is(Kind::Clause)) { // WITH, windows
      bool isQuery =
          a.text.starts_with("cte") || (!a.children.empty() && a.children[0].is(Kind::Query));
      equal = a.text == b.text && a.parts == b.parts && a.children.size() == b.children.size() &&
              (isQuery ? sameQueries(a.children[0], b.children[0], a.parts.size() < 2)
                       : sameClause(a, b, query));
    } else {
      equal = same(a, b) || (named && same(resolved(a, query), b));
    }
    if (!equal)
      return false;
  }
  return true;
}

/// VALUES as a part of a set operation, for which a server writes SELECT "*VALUES*".column1, … FROM
/// (VALUES …) "*VALUES*"; null when it is something else.
static const Node *valuesIn(const Node &select) {
  const Node *from = findClause(select, "from");
  if (!from || select.children.size() < 2 || from->children.size() != 1 ||
      !from->children[0].is(Kind::Relation, "*VALUES*"))
    return nullptr;
  const Node &values = from->children[0].children[0];
  const std::vector<Node> &items = select.children[0].children;
  if (!values.is(Kind::Query, "values") || items.size() != values.children[0].children.size())
    return nullptr;
  for (size_t i = 0; i < items.size(); ++i)
    if (const Node &n = items[i].children[0];
        !n.is(Kind::Name) || n.parts.back() != "column" + std::to_string(i + 1))
      return nullptr;
  return &values;
}

bool Matcher::sameQueries(const Node &source, const Node &server, bool named,
                          const std::vector<Name> *columns) {
  if (const Node *values = source.is(Kind::Query, "values") && server.is(Kind::Query, "select") &&
                                   server.children.size() == 2
                               ? valuesIn(server)
                               : nullptr)
    return sameQueries(source, *values, named, columns);
  if (!source.is(Kind::Query) || !server.is(Kind::Query) || source.text != server.text ||
      source.children.size() != server.children.size())
    return false;
  bool isSet = source.text.starts_with("union") || source.text.starts_with("except") ||
               source.text.starts_with("intersect");
  for (size_t i = 0; i < source.children.size(); ++i) {
    const Node &a = source.children[i], &b = server.children[i];
    if (a.is(Kind::Query)) {
      // The names of a set operation are those of its first query.
      if (!sameQueries(a, b, named && isSet && i == 0, i == 0 ? columns : nullptr))
        return false;
    } else if (!a.is(Kind::Clause) || !b.is(Kind::Clause)) {
      if (!same(a, b))
        return false;
    } else if (a.text != b.text) {
      return false;
    } else if (a.text == "items") {
      if (!sameItems(a, b, named, columns, findClause(source, "from")))
        return false;
    } else if (!sameClause(a, b, source)) {
      return false;
    }
  }
  return true;
}

static void collectAll(const Node &n, std::vector<const Node *> &out) {
  if (n.is(Kind::Relation) && (!n.parts.empty() || isNamedJoin(n)))
    out.push_back(&n);
  for (const Node &c : n.children)
    collectAll(c, out);
}

static Type columnType(const Schema &schema, const Node &relation, std::string_view column);

/// Of a column of a join, by the name that it has within.
static Type typeInJoin(const Schema &schema, const Node &from, std::string_view column) {
  if (!from.is(Kind::Join))
    return columnType(schema, from, column);
  Type left = typeInJoin(schema, from.children[0], column);
  return left ? left : typeInJoin(schema, from.children[1], column);
}

static Type columnType(const Schema &schema, const Node &relation, std::string_view column) {
  if (isNamedJoin(relation)) {
    std::vector<std::string> names = columnsShown(schema, relation),
                             within = columnsShown(schema, relation.children[0]);
    auto it = std::ranges::find(names, column);
    auto at = size_t(it - names.begin());
    return at < within.size() ? typeInJoin(schema, relation.children[0], within[at]) : Type();
  }
  if (relation.parts.empty())
    return {};
  for (const Table &t : schema.tables())
    if (t.name.name.str() == relation.parts.back() &&
        (relation.parts.size() == 1 ? !t.name.ns : t.name.ns.str() == relation.parts.front())) {
      const Table *whole = &t;
      while (const Table *above = whole->partitionOf ? schema.table(whole->partitionOf) : nullptr)
        whole = above;
      for (const Column &c : whole->columns)
        if (c.name.str() == column)
          return c.type;
    }
  return {};
}

Matcher &Matcher::over(const Node &all) {
  if (all.is(Kind::Relation) && isFunction(all))
    calls.push_back(&all);
  for (const Node &c : all.children)
    over(c);
  return *this;
}

bool sameQueryWith(Expr source, const std::vector<Name> &columns, Expr server, const Schema &schema,
                   const ColumnTypes &others) {
  if (!source || !server)
    return source == server;
  std::optional<Node> a = parseQuery(source.str()), b = parseQuery(server.str());
  if (!a || !b)
    return false;
  adoptAliases(*a, *b);
  std::vector<const Node *> relations;
  collectAll(*b, relations);
  ColumnTypes types = [&](std::string_view relation, std::string_view column) {
    for (const Node *r : relations)
      if (relation.empty() || r->text == relation)
        if (Type type = columnType(schema, *r, column))
          return type;
    return others ? others(relation, column) : Type();
  };
  return Matcher(types, &schema, relations)
      .over(*b)
      .sameQueries(*a, *b, true, columns.empty() ? nullptr : &columns);
}

} // namespace sqltree

bool sameQuery(Expr source, const std::vector<Name> &columns, Expr server, const Schema &schema) {
  return sqltree::sameQueryWith(source, columns, server, schema, {});
}

} // namespace schemac
