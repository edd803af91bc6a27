//===- SqlTreeFrom.cpp - What a query reads, as trees ---------------------===//
//
// An item of FROM is a relation, a function, several of them side by side, or a query, with its
// alias; joins hold two of them and their condition.
//
//===----------------------------------------------------------------------===//
#include "SqlTreeParser.h"
#include <algorithm>

namespace schemac::sqltree {

void Parser::alias(Node &n) {
  const SqlToken *t = peek();
  if (!accept("as") &&
      (!t || !t->isName() || (t->kind == SqlToken::Kind::Identifier && isClauseWord(t->name()))))
    return;
  n.text = identifier();
  columnList(n);
}

/// The names of columns behind an alias, or a column definition list.
void Parser::columnList(Node &n) {
  if (!acceptSymbol("("))
    return;
  Node names = clause("columns", {});
  do {
    names.parts.push_back(identifier());
    if (!atSymbol(",") && !atSymbol(")")) // a column definition list
      names.parts.back() += " " + type();
  } while (!failed && acceptSymbol(","));
  expectSymbol(")");
  n.children.push_back(std::move(names));
}

void Parser::ordinality(Node &n) {
  if (!accept("with"))
    return;
  expect("ordinality");
  n.children.push_back(clause("ordinality", {}));
}

Node Parser::relation() {
  Node n;
  n.kind = Kind::Relation;
  bool lateral = accept("lateral");
  if (atSymbol("(")) {
    if (!atQuery()) {
      size_t start = at;
      ++at;
      if (atQuery()) {
        at = start;
      } else {
        Node inner = fromItem();
        expectSymbol(")");
        alias(n); // by which alone the join's columns are called then
        if (n.text.empty())
          return inner;
        n.children.insert(n.children.begin(), std::move(inner));
        return n;
      }
    }
    ++at;
    n.children.push_back(query());
    expectSymbol(")");
    if (lateral)
      n.children.push_back(clause("lateral", {}));
    alias(n);
    return n;
  }
  if (atWord("rows") && atWord("from", 1)) {
    at += 2;
    expectSymbol("(");
    Node functions = callOf("rows from", {});
    do {
      functions.children.push_back(expression());
      if (accept("as"))
        columnList(functions.children.back());
    } while (!failed && acceptSymbol(","));
    expectSymbol(")");
    n.children.push_back(std::move(functions));
    ordinality(n);
    alias(n);
    return n;
  }
  if ((atWord("xmltable") || atWord("json_table")) && atSymbol("(", 1)) {
    n.text = peek()->name();
    n.children.push_back(n.text == "xmltable" ? xmlTable() : jsonTable());
    alias(n);
    return n;
  }
  bool only = accept("only");
  n.parts.push_back(identifier());
  while (!failed && acceptSymbol("."))
    n.parts.push_back(identifier());
  if (n.parts.size() > 1 && (n.parts[0] == "public" || n.parts[0] == "pg_catalog"))
    n.parts.erase(n.parts.begin());
  if (atSymbol("(")) {
    Node function = call(n.parts);
    n.parts.clear();
    n.children.push_back(std::move(function));
    ordinality(n);
    n.text = n.children[0].parts.back();
  } else {
    acceptSymbol("*");
    n.text = n.parts.back();
  }
  if (only)
    n.children.push_back(clause("only", {}));
  alias(n);
  if (accept("tablesample")) {
    Node sample = clause("tablesample", {});
    sample.children.push_back(call({identifier()}));
    if (accept("repeatable")) {
      expectSymbol("(");
      sample.children.push_back(expression());
      expectSymbol(")");
    }
    n.children.push_back(std::move(sample));
  }
  return n;
}

Node Parser::joined(Node left) {
  while (!failed) {
    std::string how;
    bool natural = accept("natural");
    if (accept("cross"))
      how = "cross join";
    else if (accept("inner"))
      how = "join";
    else if (atWord("left") || atWord("right") || atWord("full")) {
      how = identifier() + " join";
      accept("outer");
    } else if (atWord("join"))
      how = "join";
    else
      return left;
    expect("join");
    Node join;
    join.kind = Kind::Join;
    join.text = natural ? "natural " + how : how;
    join.children = {std::move(left), relation()};
    if (accept("on")) {
      join.children.push_back(expression());
    } else if (accept("using")) {
      Node names = clause("using", {});
      expectSymbol("(");
      do
        names.parts.push_back(identifier());
      while (!failed && acceptSymbol(","));
      expectSymbol(")");
      join.children.push_back(std::move(names));
    }
    // FROM a CROSS JOIN b and FROM a JOIN b ON true are one.
    left = std::move(join);
  }
  return left;
}

Node Parser::fromItem() { return joined(relation()); }

Node Parser::fromList() {
  Node n = clause("from", {});
  do
    n.children.push_back(fromItem());
  while (!failed && acceptSymbol(","));
  return n;
}

} // namespace schemac::sqltree
