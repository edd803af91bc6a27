//===- SqlFromMatcher.cpp - Whether two FROMs read the same ---------------===//
#include "SqlMatcher.h"
#include <algorithm>

namespace schemac::sqltree {

/// The names of columns that both sides of a join have, in the order of the left one; nothing where
/// those of a side are not known.
static std::vector<std::string> commonColumns(const Schema &schema, const Node &join) {
  std::vector<std::string> out;
  std::vector<std::string> others = columnsShown(schema, join.children[1]);
  for (const std::string &name : columnsShown(schema, join.children[0]))
    if (std::ranges::find(others, name) != others.end())
      out.push_back(name);
  return out;
}

/// A list of names beside an alias calls the first columns otherwise, and leaves the others.
static std::vector<std::string> withList(std::vector<std::string> names, const Node &from) {
  if (const Node *list = findClause(from, "columns")) {
    names.resize(std::max(names.size(), list->parts.size()));
    std::ranges::copy(list->parts, names.begin());
  }
  return names;
}

std::vector<std::string> columnsShown(const Schema &schema, const Node &from) {
  std::vector<std::string> out;
  if (from.is(Kind::Join)) {
    bool merges = from.text.starts_with("natural ");
    if (merges)
      out = commonColumns(schema, from);
    else if (from.children.size() == 3 && from.children[2].is(Kind::Clause, "using"))
      out = from.children[2].parts;
    size_t merged = out.size();
    for (const Node &side : {from.children[0], from.children[1]}) {
      std::vector<std::string> names = columnsShown(schema, side);
      if (names.empty())
        return {};
      for (const std::string &n : names)
        if (std::find(out.begin(), out.begin() + long(merged), n) == out.begin() + long(merged))
          out.push_back(n);
    }
    return out;
  }
  if (!from.parts.empty())
    return withList(columnsOf(schema, from), from);
  if (isNamedJoin(from)) {
    out = columnsShown(schema, from.children[0]);
    return out.empty() ? out : withList(std::move(out), from);
  }
  if (const Node *columns = findClause(from, "columns"))
    return columns->parts;
  const Node *query = from.children.empty() ? nullptr : &from.children[0];
  while (query && query->is(Kind::Query) && !query->children.empty() &&
         query->children[0].is(Kind::Query))
    query = &query->children[0]; // of a set operation
  if (!query || !query->is(Kind::Query, "select"))
    return out;
  for (const Node &item : query->children[0].children) {
    if (item.parts.empty())
      return {}; // a star
    out.push_back(item.parts[0]);
  }
  return out;
}

/// By the former names of the columns of \p relation instead of those of its list.
static void callAsBefore(Node &n, const std::string &relation, const std::vector<std::string> &list,
                         const std::vector<std::string> &before) {
  if (n.is(Kind::Name) && n.parts.size() > 1 && n.parts[n.parts.size() - 2] == relation)
    if (auto it = std::ranges::find(list, n.parts.back()); it != list.end())
      n.parts.back() = before[size_t(it - list.begin())];
  for (Node &c : n.children)
    callAsBefore(c, relation, list, before);
}

/// A server calls the columns that a join with a name merges by the list of that name: t t(x, a)
/// JOIN u u(x, b) USING (x). Where the source has no list at a relation, they get back what it has.
static void takeListsBack(const Schema &schema, const Node &source, Node &server, Node &whole) {
  if (source.is(Kind::Join) && server.is(Kind::Join)) {
    std::vector<std::string> now = columnsShown(schema, server.children[0]);
    for (size_t side : {0u, 1u})
      takeListsBack(schema, source.children[side], server.children[side], whole);
    std::vector<std::string> before = columnsShown(schema, server.children[0]);
    if (server.children.size() == 3 && server.children[2].is(Kind::Clause, "using") &&
        now.size() == before.size())
      for (std::string &part : server.children[2].parts)
        if (auto it = std::ranges::find(now, part); it != now.end())
          part = before[size_t(it - now.begin())];
    return;
  }
  const Node *list = findClause(server, "columns");
  if (!server.is(Kind::Relation) || server.parts.empty() || !list || findClause(source, "columns"))
    return;
  std::vector<std::string> names = list->parts, before = columnsOf(schema, server);
  if (before.size() < names.size())
    return;
  std::erase_if(server.children, [](const Node &c) { return c.is(Kind::Clause, "columns"); });
  callAsBefore(whole, server.text, names, before);
}

bool Matcher::sameNamedJoins(const Node &source, const Node &server) {
  if (source.text != server.text)
    return false;
  const Node *a = findClause(source, "columns"), *b = findClause(server, "columns");
  if (!schema)
    return (a ? b && a->parts == b->parts : !b) &&
           sameRelations(source.children[0], server.children[0]);
  std::vector<std::string> shown = columnsShown(*schema, source);
  if (shown.empty() || shown != columnsShown(*schema, server))
    return false;
  Node join = server.children[0];
  takeListsBack(*schema, source.children[0], join, join);
  return sameRelations(source.children[0], join);
}

bool Matcher::sameRelations(const Node &source, const Node &server) {
  if (source.kind != server.kind)
    return false;
  if (source.is(Kind::Join) && source.text.starts_with("natural ") && schema &&
      server.children.size() == 3 && server.children[2].is(Kind::Clause, "using")) {
    Node join = source; // a server writes the columns that it joins by
    join.text.erase(0, std::string_view("natural ").size());
    join.children.push_back(server.children[2]);
    join.children[2].parts = commonColumns(*schema, source);
    return sameRelations(join, server);
  }
  if (source.is(Kind::Join)) {
    std::string_view a = source.text, b = server.text;
    auto isTrue = [](const Node &n) {
      return n.children.size() == 3 && n.children[2].is(Kind::Constant, "true");
    };
    if (a != b && !(a == "cross join" && b == "join" && isTrue(server)) &&
        !(a == "join" && b == "cross join" && isTrue(source)))
      return false;
    if (!sameRelations(source.children[0], server.children[0]) ||
        !sameRelations(source.children[1], server.children[1]))
      return false;
    if (source.children.size() < 3 || server.children.size() < 3 || a != b)
      return source.children.size() == server.children.size() || a != b;
    const Node &x = source.children[2], &y = server.children[2];
    return x.is(Kind::Clause) || y.is(Kind::Clause) ? x.kind == y.kind && x.parts == y.parts
                                                    : same(x, y);
  }
  if (isNamedJoin(source) || isNamedJoin(server))
    return isNamedJoin(source) && isNamedJoin(server) && sameNamedJoins(source, server);
  if (source.parts != server.parts || source.text != server.text)
    return false;
  // The names of a function's columns are written even where they are the usual ones.
  auto list = [](const Node &n, bool withColumns) {
    std::vector<const Node *> out;
    for (const Node &c : n.children)
      if (withColumns || !c.is(Kind::Clause, "columns"))
        out.push_back(&c);
    return out;
  };
  bool stated = findClause(source, "columns") != nullptr;
  std::vector<const Node *> a = list(source, stated), b = list(server, stated);
  if (a.size() != b.size())
    return false;
  for (size_t i = 0; i < a.size(); ++i) {
    if (a[i]->is(Kind::Clause, "columns") && b[i]->is(Kind::Clause, "columns")) {
      if (!sameColumnLists(source, *a[i], *b[i]))
        return false;
    } else if (a[i]->is(Kind::Clause) || b[i]->is(Kind::Clause)) {
      if (a[i]->kind != b[i]->kind || a[i]->text != b[i]->text || a[i]->parts != b[i]->parts ||
          !sameChildren(*a[i], *b[i]))
        return false;
    } else if (a[i]->is(Kind::Query) && b[i]->is(Kind::Query) ? !sameQueries(*a[i], *b[i], true)
                                                              : !same(*a[i], *b[i])) {
      return false;
    }
  }
  return true;
}

} // namespace schemac::sqltree
