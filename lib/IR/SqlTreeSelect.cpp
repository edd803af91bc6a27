//===- SqlTreeSelect.cpp - SELECT as a tree -------------------------------===//
//
// Its children: its items in a clause "items", then the clauses that it has. Aliases that a query
// does not give are those that the server would.
//
//===----------------------------------------------------------------------===//
#include "SqlTreeParser.h"

namespace schemac::sqltree {

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

} // namespace schemac::sqltree
