//===- SqlTreeQuery.cpp - SQL queries as trees ----------------------------===//
//
// A select's children: its items in a clause "items", then the clauses that it has. Aliases that a
// query does not give are those that the server would.
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

//===--- names of columns -------------------------------------------------===//

/// What a server calls an item without AS; \p strong: not just by its type or nature.
static std::string outputName(const Node &n, bool &strong) {
  strong = true;
  switch (n.kind) {
  case Kind::Name:
  case Kind::Call:
  case Kind::Field:
    if (n.is(Kind::Call) && n.parts.front() == "current_timestamp")
      return n.parts.front();
    return n.parts.back();
  case Kind::Constant: // CURRENT_DATE and its like
    if (n.text.starts_with("current_") || n.text.starts_with("local") || n.text.ends_with("user"))
      return n.text;
    break;
  case Kind::Cast: {
    std::string inner = outputName(n.children[0], strong);
    if (strong)
      return inner;
    std::string type = n.text.substr(0, n.text.find_first_of("(["));
    static constexpr std::pair<std::string_view, std::string_view> Short[] = {
        {"integer", "int4"},
        {"bigint", "int8"},
        {"smallint", "int2"},
        {"boolean", "bool"},
        {"double precision", "float8"},
        {"real", "float4"},
        {"character varying", "varchar"},
        {"character", "bpchar"},
        {"timestamp with time zone", "timestamptz"},
        {"timestamp without time zone", "timestamp"}};
    for (auto [from, to] : Short)
      if (type == from)
        return std::string(to);
    return type;
  }
  case Kind::Collate:
  case Kind::Subscript:
    return outputName(n.children[0], strong);
  case Kind::Case: {
    std::string last = outputName(n.children.back(), strong);
    if (strong)
      return last;
    return "case";
  }
  case Kind::Array:
    return "array";
  case Kind::Row:
    return "row";
  case Kind::Query:
    if (!n.children.empty() && !n.children[0].children.empty() &&
        n.children[0].children[0].is(Kind::Item) && !n.children[0].children[0].parts.empty())
      return n.children[0].children[0].parts[0];
    break;
  default:
    break;
  }
  strong = false;
  return "?column?";
}

Node Parser::item() {
  Node n;
  n.kind = Kind::Item;
  n.children.push_back(expression());
  if (failed)
    return n; // what was read so far may lack the parts that make a name
  const SqlToken *t = peek();
  if (accept("as"))
    n.parts = {identifier()};
  else if (t && t->isName() && (t->kind == SqlToken::Kind::Quoted || !isClauseWord(t->name())))
    n.parts = {identifier()};
  else if (!n.children[0].is(Kind::Star)) {
    bool strong;
    n.parts = {outputName(n.children[0], strong)};
  }
  return n;
}

//===--- clauses ----------------------------------------------------------===//

Node Parser::sortList() {
  expect("order");
  expect("by");
  Node n = clause("order by", {});
  do {
    Node sort;
    sort.kind = Kind::Sort;
    sort.children.push_back(expression());
    bool descending = accept("desc");
    if (!descending)
      accept("asc");
    bool first = descending;
    if (accept("nulls"))
      first = accept("first") || (expect("last"), false);
    sort.text = std::string(descending ? "desc" : "asc") + (first == descending ? ""
                                                            : first             ? " first"
                                                                                : " last");
    n.children.push_back(std::move(sort));
  } while (!failed && acceptSymbol(","));
  return n;
}

/// Behind OVER ( or WINDOW w AS (.
Node Parser::windowDefinition() {
  Node n = clause("over", {});
  const SqlToken *t = peek();
  if (t && t->isName() && !atWord("partition") && !atWord("order") && !atWord("rows") &&
      !atWord("range") && !atWord("groups"))
    n.parts.push_back(identifier());
  if (accept("partition")) {
    expect("by");
    Node by = clause("partition by", {});
    do
      by.children.push_back(expression());
    while (!failed && acceptSymbol(","));
    n.children.push_back(std::move(by));
  }
  if (atWord("order"))
    n.children.push_back(sortList());
  if (!atSymbol(")"))
    n.children.push_back(frame());
  expectSymbol(")");
  return n;
}

/// ROWS BETWEEN 1 PRECEDING AND CURRENT ROW: its words, with the values that stand in it aside.
Node Parser::frame() {
  Node n = clause("", {});
  auto bound = [&] {
    if (accept("unbounded"))
      n.text += " unbounded";
    else if (accept("current"))
      return expect("row"), n.text += " current row", void();
    else
      n.children.push_back(expression(Pattern + 1)), n.text += " ?";
    n.text += atWord("preceding") ? " preceding" : " following";
    failed |= !accept("preceding") && !accept("following");
  };
  n.text = identifier();
  if (accept("between")) {
    bound();
    expect("and");
    n.text += " and";
  }
  bound();
  if (accept("exclude") && !(atWord("no") && atWord("others", 1)))
    for (n.text += " exclude"; !failed && !atSymbol(")");)
      n.text += " " + identifier();
  else if (accept("no")) // what is excluded by itself
    expect("others");
  return n;
}

/// What stands between the commas of GROUP BY. ROLLUP (a, b) and CUBE (a, b) read as calls do.
Node Parser::groupingElement() {
  if (!atWord("grouping") || !atWord("sets", 1))
    return expression();
  at += 2;
  expectSymbol("(");
  Node sets = callOf("grouping sets", {});
  do
    sets.children.push_back(groupingElement());
  while (!failed && acceptSymbol(","));
  expectSymbol(")");
  return sets;
}

Node Parser::select() {
  Node q;
  q.kind = Kind::Query;
  q.text = "select";
  expect("select");
  Node items = clause("items", {});
  if (accept("distinct")) {
    Node distinct = clause("distinct", {});
    if (accept("on")) {
      expectSymbol("(");
      distinct.children = list(")");
    }
    q.children.push_back(std::move(distinct));
  } else {
    accept("all");
  }
  if (!atWord("from"))
    do
      items.children.push_back(item());
    while (!failed && acceptSymbol(","));
  q.children.insert(q.children.begin(), std::move(items));
  if (accept("from"))
    q.children.push_back(fromList());
  if (accept("where"))
    q.children.push_back(clause("where", {expression()}));
  if (accept("group")) {
    expect("by");
    Node by = clause(accept("distinct") ? "group by distinct" : "group by", {});
    accept("all");
    do
      by.children.push_back(groupingElement());
    while (!failed && acceptSymbol(","));
    q.children.push_back(std::move(by));
  }
  if (accept("having"))
    q.children.push_back(clause("having", {expression()}));
  if (accept("window"))
    do {
      Node named = clause("window", {});
      named.parts = {identifier()};
      expect("as");
      expectSymbol("(");
      named.children.push_back(windowDefinition());
      q.children.push_back(std::move(named));
    } while (!failed && acceptSymbol(","));
  return q;
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
