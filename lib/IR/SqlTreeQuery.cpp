//===- SqlTreeQuery.cpp - SQL queries as trees ----------------------------===//
//
// Set operations, WITH, and what stands behind a query; SqlTreeSelect.cpp has SELECT itself.
//
//===----------------------------------------------------------------------===//
#include "SqlTreeParser.h"
#include <algorithm>

namespace schemac::sqltree {

bool isClauseWord(std::string_view word) {
  static constexpr std::string_view Words[] = {
      "from",  "where",   "group",  "having",    "order",  "limit",   "offset", "fetch",
      "for",   "union",   "except", "intersect", "window", "on",      "using",  "join",
      "inner", "left",    "right",  "full",      "cross",  "natural", "as",     "tablesample",
      "with",  "lateral", "and",    "or",        "not"};
  return std::ranges::find(Words, word) != std::end(Words);
}

Node Parser::clause(std::string_view text, std::vector<Node> children) {
  Node n;
  n.kind = Kind::Clause;
  n.text = text;
  n.children = std::move(children);
  return n;
}

bool Parser::atQuery() const {
  if (atWord("select") || atWord("values") || atWord("with") || atWord("table"))
    return true;
  // ((SELECT …) UNION …) begins with parentheses.
  size_t i = 0;
  while (atSymbol("(", i))
    ++i;
  return i > 0 && (atWord("select", i) || atWord("values", i) || atWord("with", i)) &&
         [&] { // the inner one must be a part of a set operation or be all of it
           int open = 1;
           size_t k = at + 1;
           for (; k < tokens.size() && open; ++k)
             open += tokens[k].isSymbol("(") ? 1 : tokens[k].isSymbol(")") ? -1 : 0;
           return k < tokens.size() && (tokens[k].isWord("union") || tokens[k].isWord("except") ||
                                        tokens[k].isWord("intersect") || tokens[k].isSymbol(")"));
         }();
}

Node Parser::values() {
  Node q;
  q.kind = Kind::Query;
  q.text = "values";
  expect("values");
  do {
    expectSymbol("(");
    Node row;
    row.kind = Kind::Row;
    row.children = list(")");
    q.children.push_back(std::move(row));
  } while (!failed && acceptSymbol(","));
  return q;
}

Node Parser::setOperations(int least) {
  constexpr int Union = 1, Intersect = 2;
  Node left;
  if (atSymbol("(")) {
    ++at;
    left = query();
    expectSymbol(")");
  } else if (atWord("values")) {
    left = values();
  } else if (accept("table")) { // SELECT * FROM
    left = make(Kind::Query, "select",
                {clause("items", {make(Kind::Item, "", {make(Kind::Star, "")})}), fromList()});
  } else {
    left = select();
  }
  while (!failed) {
    bool isUnion = atWord("union"), isExcept = atWord("except"), isIntersect = atWord("intersect");
    int p = isIntersect ? Intersect : isUnion || isExcept ? Union : 0;
    if (p == 0 || p < least)
      break;
    Node q;
    q.kind = Kind::Query;
    q.text = identifier();
    if (accept("all"))
      q.text += " all";
    else
      accept("distinct");
    q.children.push_back(std::move(left));
    q.children.push_back(setOperations(p + 1));
    left = std::move(q);
  }
  return left;
}

/// SEARCH DEPTH FIRST BY a, b SET c CYCLE a, b SET d USING e, as words. Marks of one's own (TO) are
/// not read.
void Parser::searchAndCycle(Node &cte) {
  auto names = [&](std::string_view word) {
    cte.text += " " + std::string(word);
    do
      cte.text += " " + identifier();
    while (!failed && acceptSymbol(","));
  };
  auto clauseOf = [&](std::string_view word, std::initializer_list<std::string_view> before) {
    for (std::string_view w : before)
      expect(w);
    names(word);
  };
  if (accept("search")) {
    cte.text += " search " + identifier();
    clauseOf("by", {"first", "by"});
    clauseOf("set", {"set"});
  }
  if (accept("cycle")) {
    names("cycle");
    clauseOf("set", {"set"});
    clauseOf("using", {"using"});
  }
}

Node Parser::withQueries() {
  Node with = clause(accept("recursive") ? "with recursive" : "with", {});
  do {
    Node one = clause("cte", {});
    one.parts = {identifier()};
    if (acceptSymbol("(")) {
      do
        one.parts.push_back(identifier());
      while (!failed && acceptSymbol(","));
      expectSymbol(")");
    }
    expect("as");
    if (accept("materialized"))
      one.text += " materialized";
    else if (atWord("not") && atWord("materialized", 1)) {
      at += 2;
      one.text += " not materialized";
    }
    expectSymbol("(");
    one.children.push_back(query());
    expectSymbol(")");
    searchAndCycle(one);
    with.children.push_back(std::move(one));
  } while (!failed && acceptSymbol(","));
  return with;
}

/// The names by which a FROM calls the tables that it reads.
static void tablesIn(const Node &n, std::vector<std::string> &out) {
  if (n.is(Kind::Relation)) {
    if (!n.parts.empty())
      out.push_back(n.text);
    return;
  }
  for (const Node &c : n.children)
    tablesIn(c, out);
}

/// FOR UPDATE OF a, b SKIP LOCKED: one clause for each table, all of FROM where none is named, as a
/// server writes it.
void Parser::rowLocks(Node &q) {
  std::string words = "for";
  ++at;
  while (atWord("no") || atWord("key") || atWord("update") || atWord("share"))
    words += " " + identifier();
  std::vector<std::string> tables;
  if (accept("of"))
    do
      tables.push_back(identifier());
    while (!failed && acceptSymbol(","));
  else
    for (const Node &c : q.children)
      if (c.is(Kind::Clause, "from"))
        tablesIn(c, tables);
  if (accept("nowait"))
    words += " nowait";
  else if (accept("skip")) {
    expect("locked");
    words += " skip locked";
  }
  for (std::string &table : tables) {
    Node lock = clause(words, {});
    lock.parts = {std::move(table)};
    q.children.push_back(std::move(lock));
  }
}

/// ORDER BY, LIMIT and what else stands behind a query.
void Parser::tail(Node &q) {
  if (atWord("order"))
    q.children.push_back(sortList());
  size_t first = q.children.size();
  for (bool more = true; more && !failed;) {
    more = true;
    if (accept("limit")) {
      if (!accept("all"))
        q.children.push_back(clause("limit", {expression()}));
    } else if (accept("offset")) {
      q.children.push_back(clause("offset", {expression()}));
      if (!accept("rows"))
        accept("row");
    } else if (accept("fetch")) {
      if (!accept("first"))
        expect("next");
      Node count = atWord("row") || atWord("rows") ? Node{Kind::Number, "1", {}, {}} : expression();
      if (!accept("rows"))
        expect("row");
      bool ties = accept("with");
      expect(ties ? "ties" : "only");
      q.children.push_back(clause(ties ? "limit with ties" : "limit", {std::move(count)}));
    } else if (atWord("for")) {
      rowLocks(q);
    } else {
      more = false;
    }
  }
  // LIMIT and OFFSET come in any order.
  std::stable_sort(q.children.begin() + static_cast<long>(first), q.children.end(),
                   [](const Node &a, const Node &b) { return a.text < b.text; });
}

Node Parser::query() {
  if (++depth > 100 || failed) {
    --depth;
    return fail();
  }
  std::optional<Node> with;
  if (accept("with"))
    with = withQueries();
  Node q = setOperations(0);
  tail(q);
  if (with)
    q.children.push_back(std::move(*with));
  --depth;
  return q;
}

} // namespace schemac::sqltree
