//===- MySqlQueryForm.cpp - Queries of MySQL in one form ------------------===//
//
// A server qualifies names, writes the columns of a star and makes a list of tables one of joins.
//
//===----------------------------------------------------------------------===//
#include "MySqlQueryForm.h"
#include <algorithm>

namespace schemac::sqltree {

bool MySqlQueryForm::run(Node &query, const std::vector<Name> *names) {
  query = set(std::move(query), nullptr);
  if (names && !names->empty()) {
    std::vector<std::string> texts;
    for (Name n : *names)
      texts.push_back(n.string());
    rename(query, texts);
  }
  return sure;
}

Node *MySqlQueryForm::part(Node &query, std::string_view text) {
  for (Node &c : query.children)
    if (c.is(Kind::Clause, text))
      return &c;
  return nullptr;
}

Node &MySqlQueryForm::first(Node &query) {
  Node *q = &query;
  while (!q->children.empty() && q->children[0].is(Kind::Query))
    q = &q->children[0];
  return *q;
}

void MySqlQueryForm::rename(Node &query, const std::vector<std::string> &names) {
  Node &q = first(query);
  if (!q.is(Kind::Query, "select") || q.children[0].children.size() != names.size()) {
    sure = false;
    return;
  }
  for (size_t i = 0; i < names.size(); ++i)
    q.children[0].children[i].parts = {lowerCase(names[i])};
}

std::vector<std::string> MySqlQueryForm::shownBy(const std::string &name) {
  for (const auto &[query, columns] : with)
    if (query == name)
      return columns;
  std::vector<std::string> out;
  for (const Table &t : schema.tables())
    if (lowerCase(t.name.name.str()) == name)
      for (const Column &c : t.columns)
        out.push_back(lowerCase(c.name.str()));
  for (const View &v : schema.views())
    if (out.empty() && lowerCase(v.name.name.str()) == name && v.query) {
      std::optional<std::string> text = standardText(v.query.str());
      std::optional<Node> tree = text ? parseQuery(*text) : std::nullopt;
      if (tree)
        out = shown(*tree);
    }
  return out;
}

std::vector<std::string> MySqlQueryForm::shown(Node &query) {
  Node &q = first(query);
  std::vector<std::string> out;
  if (!q.is(Kind::Query, "select"))
    return out;
  for (const Node &item : q.children[0].children) {
    if (item.parts.empty())
      return {};
    out.push_back(lowerCase(item.parts[0]));
  }
  return out;
}

void MySqlQueryForm::forgetNames(Node &query) {
  for (Node &c : query.children)
    if (c.is(Kind::Query))
      forgetNames(c);
    else if (c.is(Kind::Clause, "items"))
      for (Node &item : c.children)
        item.parts.clear();
}

Node MySqlQueryForm::expression(Node n, const Scope &scope) {
  return inOneForm(
      std::move(n), [&](Node name) { return qualified(std::move(name), scope); },
      [&](Node q) {
        q = set(std::move(q), &scope);
        forgetNames(q);
        return q;
      });
}

Node MySqlQueryForm::qualified(Node name, const Scope &scope) {
  if (name.parts.size() > 2)
    name.parts.erase(name.parts.begin(), name.parts.end() - 2); // that of the database
  if (name.parts.size() == 2)
    return name;
  for (const Scope *s = &scope; s; s = s->outer) {
    if (auto it = std::ranges::find(s->shows, name.parts[0], &Shows::value_type::second);
        it != s->shows.end()) {
      name.parts.insert(name.parts.begin(), it->first);
      return name;
    }
    for (const Source &source : s->sources) {
      if (source.columns.empty())
        sure = false;
      if (std::ranges::find(source.columns, name.parts[0]) != source.columns.end()) {
        name.parts.insert(name.parts.begin(), source.name);
        return name;
      }
    }
  }
  return name;
}

void MySqlQueryForm::items(Node &list, const Scope &scope) {
  std::vector<Node> out;
  for (Node &item : list.children) {
    if (!item.children[0].is(Kind::Star)) {
      for (std::string &p : item.parts)
        p = lowerCase(p);
      if (isUnnamed(item))
        item.parts.clear();
      item.children[0] = expression(std::move(item.children[0]), scope);
      out.push_back(std::move(item));
      continue;
    }
    std::vector<std::string> of = item.children[0].parts;
    Shows shows = of.empty() ? scope.shows : Shows();
    for (const Source &s : scope.sources) {
      if (!of.empty() && lowerCase(of.back()) != s.name)
        continue;
      sure &= !s.columns.empty();
      for (const std::string &column : s.columns)
        if (!of.empty())
          shows.emplace_back(s.name, column);
    }
    for (const auto &[relation, column] : shows) {
      Node name, one;
      name.parts = {relation, column};
      one.kind = Kind::Item;
      one.parts = {column};
      one.children.push_back(std::move(name));
      out.push_back(std::move(one));
    }
  }
  list.children = std::move(out);
}

const Node *MySqlQueryForm::itemFor(const Node &n, const Node &list) {
  if (n.is(Kind::Name) && n.parts.size() == 1)
    for (const Node &item : list.children)
      if (!item.parts.empty() && item.parts[0] == lowerCase(n.parts[0]))
        return &item.children[0];
  return nullptr;
}

bool MySqlQueryForm::isColumn(const Node &n, const Scope &scope) {
  return std::ranges::any_of(scope.sources, [&](const Source &s) {
    return std::ranges::find(s.columns, lowerCase(n.parts[0])) != s.columns.end();
  });
}

void MySqlQueryForm::clause(Node &c, const Node &list, const Scope &scope) {
  bool groups = c.text.starts_with("group by");
  for (Node &n : c.children) {
    Node &of = n.is(Kind::Sort) ? n.children[0] : n;
    const Node *item = groups || c.text == "order by" ? itemFor(of, list) : nullptr;
    if (item && !(groups && isColumn(of, scope)))
      of = *item;
    else if (c.text == "having" || of.is(Kind::Clause) || of.is(Kind::Number))
      literal(of, c, scope);
    else
      of = expression(std::move(of), scope);
  }
}

void MySqlQueryForm::literal(Node &of, const Node &clause, const Scope &scope) {
  if (clause.text == "order by" && of.is(Kind::Number))
    return; // the same place in the same list
  if (clause.text == "window" || clause.text == "order by" || clause.text.starts_with("group"))
    sure = false;
  of = expression(std::move(of), scope);
}

/// A list of names beside the query's own calls what it shows.
void MySqlQueryForm::withQuery(Node &one, bool recursive, const Scope *outer) {
  for (std::string &part : one.parts)
    part = lowerCase(part);
  const std::string &name = one.parts[0];
  const std::vector<std::string> names(one.parts.begin() + 1, one.parts.end());
  sure &= one.text == "cte";
  size_t known = with.size();
  if (recursive) // it may read itself
    with.emplace_back(name, names.empty() ? shown(one.children[0]) : names);
  one.children[0] = set(std::move(one.children[0]), outer);
  if (!names.empty())
    rename(one.children[0], names);
  with.resize(known);
  with.emplace_back(name, shown(one.children[0]));
}

Node MySqlQueryForm::set(Node q, const Scope *outer) {
  size_t before = with.size();
  for (Node &c : q.children)
    if (c.is(Kind::Clause, "with") || c.is(Kind::Clause, "with recursive"))
      for (Node &one : c.children)
        withQuery(one, c.text == "with recursive", outer);
  if (q.text == "select") {
    select(q, outer);
  } else {
    sure &= q.text != "values";
    for (Node &c : q.children)
      if (c.is(Kind::Query))
        c = set(std::move(c), outer);
      else if (!c.text.starts_with("with"))
        sure &= c.text == "limit" || c.text == "offset";
  }
  with.resize(before);
  return q;
}

void MySqlQueryForm::select(Node &q, const Scope *outer) {
  Scope scope{outer};
  writeWindows(q);
  if (Node *from = part(q, "from")) {
    Node all = relation(std::move(from->children[0]), scope, scope.shows);
    for (size_t i = 1; i < from->children.size(); ++i) {
      Node join;
      join.kind = Kind::Join;
      join.text = "join";
      join.children = {std::move(all), relation(std::move(from->children[i]), scope, scope.shows)};
      all = std::move(join);
    }
    conditions(all, scope);
    from->children = {std::move(all)};
  }
  items(q.children[0], scope);
  const Node list = q.children[0];
  for (size_t i = 1; i < q.children.size(); ++i)
    if (Node &c = q.children[i]; c.text != "from" && c.text != "with")
      clause(c, list, scope);
}

bool MySqlQueryForm::isUnnamed(const Node &item) const {
  const Node &value = item.children[0];
  if (written.empty() || item.parts.empty() || value.is(Kind::Name))
    return false;
  if (item.parts[0] == "?column?")
    return true;
  if (!value.is(Kind::Call) || lowerCase(value.parts.back()) != item.parts[0])
    return false;
  for (size_t i = 0; i < written.size(); ++i)
    if (written[i].isName() && lowerCase(written[i].name()) == item.parts[0] &&
        !(i + 1 < written.size() && written[i + 1].isSymbol("(")))
      return false;
  return true;
}

} // namespace schemac::sqltree
