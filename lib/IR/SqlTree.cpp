//===- SqlTree.cpp - SQL expressions as trees -----------------------------===//
//
// The operators and tests. What stands between them is in SqlTreePrimary.cpp, the names of types in
// SqlTreeTypes.cpp, queries in SqlTreeQuery.cpp, values of strings in SqlTreeStrings.cpp.
//
//===----------------------------------------------------------------------===//
#include "SqlTreeParser.h"

namespace schemac::sqltree {

//===--- helpers ----------------------------------------------------------===//

Node make(Kind kind, std::string text, std::vector<Node> children) {
  Node n;
  n.kind = kind;
  n.text = std::move(text);
  n.children = std::move(children);
  return n;
}

Node callOf(std::string name, std::vector<Node> arguments) {
  Node n = make(Kind::Call, "", std::move(arguments));
  n.parts = {std::move(name)};
  return n;
}

static Node negate(Node n) { return make(Kind::Not, "", {std::move(n)}); }

/// a AND (b AND c) is a AND b AND c.
static Node joinLogic(Kind kind, Node a, Node b) {
  Node n = make(kind, "");
  for (Node *side : {&a, &b})
    if (side->is(kind))
      n.children.insert(n.children.end(), std::make_move_iterator(side->children.begin()),
                        std::make_move_iterator(side->children.end()));
    else
      n.children.push_back(std::move(*side));
  return n;
}

Parser::Parser(std::string_view sql) : tokens(lexSqlTokens(sql)) {}

std::string Parser::identifier() {
  const SqlToken *t = peek();
  if (!t || !t->isName()) {
    failed = true;
    return {};
  }
  ++at;
  return t->name();
}

/// Characters of an operator that stand side by side are one; PostgreSQL's rule about a final sign.
std::string Parser::operatorHere(size_t *length) const {
  constexpr std::string_view Characters = "+-*/<>=~!@#%^&|`?";
  std::string op;
  size_t i = at;
  for (; i < tokens.size() && tokens[i].kind == SqlToken::Kind::Symbol &&
         tokens[i].text.size() == 1 && Characters.find(tokens[i].text[0]) != Characters.npos &&
         (op.empty() || tokens[i - 1].end == tokens[i].begin);
       ++i)
    op += tokens[i].text;
  while (op.size() > 1 && (op.back() == '+' || op.back() == '-') &&
         op.find_first_of("~!@#%^&|`?") == op.npos)
    op.pop_back();
  *length = op.size();
  return op;
}

std::vector<Node> Parser::list(std::string_view close) {
  std::vector<Node> items;
  if (acceptSymbol(close))
    return items;
  do
    items.push_back(expression());
  while (!failed && acceptSymbol(","));
  expectSymbol(close);
  return items;
}

//===--- binary operators and tests ---------------------------------------===//

static int precedence(std::string_view op) {
  if (op == "<" || op == ">" || op == "=" || op == "<=" || op == ">=" || op == "<>" || op == "!=")
    return Comparison;
  if (op == "+" || op == "-")
    return Sum;
  if (op == "*" || op == "/" || op == "%")
    return Product;
  return op == "^" ? Power : Other;
}

/// What stands behind IS.
static std::string isWhat(const auto &accept) {
  for (std::string_view w : {"null", "true", "false", "unknown", "document"})
    if (accept(w))
      return std::string(w);
  return {};
}

Node Parser::quantified(Node left, const std::string &op) {
  std::string how = accept("all") ? "all" : (++at, "any");
  expectSymbol("(");
  Node right = atQuery() ? query() : expression();
  expectSymbol(")");
  return make(Kind::Any, op + " " + how, {std::move(left), std::move(right)});
}

/// (a, b) = (c, d) is a = c AND b = d, and the opposite likewise.
static Node rowComparison(Node left, const std::string &op, Node right) {
  if (!right.is(Kind::Row) || right.children.size() != left.children.size() ||
      left.children.empty())
    return make(Kind::Operator, op, {std::move(left), std::move(right)});
  Node all;
  for (size_t i = 0; i < left.children.size(); ++i) {
    Node one =
        make(Kind::Operator, op, {std::move(left.children[i]), std::move(right.children[i])});
    all = i == 0 ? std::move(one)
                 : joinLogic(op == "=" ? Kind::And : Kind::Or, std::move(all), std::move(one));
  }
  return all;
}

/// Rows differ where one of their values does.
static Node distinctFrom(Node left, Node right) {
  bool rows = left.is(Kind::Row) && right.is(Kind::Row) && !left.children.empty() &&
              left.children.size() == right.children.size();
  if (!rows)
    return make(Kind::Is, "distinct from", {std::move(left), std::move(right)});
  Node any;
  for (size_t i = 0; i < left.children.size(); ++i) {
    Node one = make(Kind::Is, "distinct from",
                    {std::move(left.children[i]), std::move(right.children[i])});
    any = i == 0 ? std::move(one) : joinLogic(Kind::Or, std::move(any), std::move(one));
  }
  return any;
}

/// BETWEEN, IN and the patterns, behind an optional NOT.
Node Parser::test(Node left, bool negated, bool &more) {
  if (accept("between")) {
    bool symmetric = accept("symmetric");
    accept("asymmetric");
    Node low = expression(Pattern + 1);
    expect("and");
    Node high = expression(Pattern + 1);
    auto between = [&](const Node &from, const Node &to) {
      Node a = make(Kind::Operator, negated ? "<" : ">=", {left, from});
      Node b = make(Kind::Operator, negated ? ">" : "<=", {left, to});
      return joinLogic(negated ? Kind::Or : Kind::And, std::move(a), std::move(b));
    };
    if (symmetric)
      return joinLogic(negated ? Kind::And : Kind::Or, between(low, high), between(high, low));
    return between(low, high);
  }
  if (accept("overlaps")) { // before version 14 a server writes the call
    Node right = expression(Pattern + 1);
    if (!left.is(Kind::Row) || !right.is(Kind::Row) || left.children.size() != 2 ||
        right.children.size() != 2)
      return fail();
    return callOf("overlaps",
                  {left.children[0], left.children[1], right.children[0], right.children[1]});
  }
  if (accept("in")) {
    expectSymbol("(");
    if (atQuery()) {
      Node q = query();
      expectSymbol(")");
      Node in = make(Kind::Any, "= any", {std::move(left), std::move(q)});
      return negated ? negate(std::move(in)) : in;
    }
    std::vector<Node> items = list(")");
    std::string op = negated ? "<>" : "=";
    if (left.is(Kind::Row)) { // (a, b) IN ((1, 2), (3, 4))
      Node any;
      for (size_t i = 0; i < items.size(); ++i) {
        Node one = rowComparison(left, op, std::move(items[i]));
        any = i == 0 ? std::move(one)
                     : joinLogic(negated ? Kind::And : Kind::Or, std::move(any), std::move(one));
      }
      return any;
    }
    if (items.size() == 1)
      return make(Kind::Operator, op, {std::move(left), std::move(items[0])});
    return make(Kind::Any, op + (negated ? " all" : " any"),
                {std::move(left), make(Kind::Array, "", std::move(items))});
  }
  std::string op;
  if (accept("like"))
    op = negated ? "!~~" : "~~";
  else if (accept("ilike"))
    op = negated ? "!~~*" : "~~*";
  else if (accept("similar")) {
    expect("to");
    Node pattern = callOf("similar_to_escape", {expression(Pattern + 1)});
    return make(Kind::Operator, negated ? "!~" : "~", {std::move(left), std::move(pattern)});
  } else {
    more = false;
    return left;
  }
  if (atWord("any") || atWord("all") || atWord("some"))
    return quantified(std::move(left), op);
  Node right = expression(Pattern + 1);
  if (accept("escape"))
    right = callOf(op.find('*') == op.npos ? "like_escape" : "like_escape",
                   {std::move(right), expression(Pattern + 1)});
  return make(Kind::Operator, op, {std::move(left), std::move(right)});
}

Node Parser::infix(Node left, int least, bool &more) {
  if (least <= Or && accept("or"))
    return joinLogic(Kind::Or, std::move(left), expression(Or + 1));
  if (least <= And && accept("and"))
    return joinLogic(Kind::And, std::move(left), expression(And + 1));
  if (least <= Is) {
    if (accept("isnull"))
      return make(Kind::Is, "null", {std::move(left)});
    if (accept("notnull"))
      return negate(make(Kind::Is, "null", {std::move(left)}));
    if (accept("is")) {
      bool negated = accept("not");
      if (accept("distinct")) {
        expect("from");
        Node right = expression(Is + 1);
        bool null = left.is(Kind::Constant, "null");
        if (null || right.is(Kind::Constant, "null")) { // as a server reads it
          Node test = make(Kind::Is, "null", {std::move(null ? right : left)});
          return negated ? test : negate(std::move(test));
        }
        Node d = distinctFrom(std::move(left), std::move(right));
        return negated ? negate(std::move(d)) : d;
      }
      if (atWord("normalized") || atWord("normalized", 1)) { // IS NFKC NORMALIZED
        std::vector<Node> given = {std::move(left)};
        if (!accept("normalized")) {
          given.push_back(make(Kind::String, identifier()));
          expect("normalized");
        }
        Node n = callOf("is_normalized", std::move(given));
        return negated ? negate(std::move(n)) : n;
      }
      std::string what =
          accept("json") ? jsonTest() : isWhat([&](std::string_view w) { return accept(w); });
      if (what.empty())
        return fail();
      Node n = make(Kind::Is, what, {std::move(left)});
      return negated ? negate(std::move(n)) : n;
    }
  }
  if (least <= Pattern) {
    bool negated = atWord("not") && (atWord("between", 1) || atWord("in", 1) || atWord("like", 1) ||
                                     atWord("ilike", 1) || atWord("similar", 1));
    at += negated;
    bool found = true;
    left = test(std::move(left), negated, found);
    if (found)
      return left;
  }
  if (least <= Zone && atWord("at") && atWord("time", 1)) {
    at += 2;
    expect("zone");
    return callOf("timezone", {expression(Zone + 1), std::move(left)});
  }
  if (least <= Collation && accept("collate")) {
    Node n = make(Kind::Collate, "", {std::move(left)});
    do
      n.parts.push_back(identifier());
    while (acceptSymbol("."));
    n.parts.erase(n.parts.begin(), n.parts.end() - 1);
    return n;
  }
  size_t length = 0;
  std::string op;
  if (atWord("operator") && atSymbol("(", 1)) {
    size_t i = at + 2;
    while (i < tokens.size() && !tokens[i].isSymbol(")")) {
      if (tokens[i].kind == SqlToken::Kind::Symbol && tokens[i].text != ".")
        op += tokens[i].text;
      ++i;
    }
    length = i + 1 - at;
  } else {
    op = operatorHere(&length);
  }
  int p = op.empty() ? 0 : precedence(op);
  if (p == 0 || p < least) {
    more = false;
    return left;
  }
  at += length;
  op = op == "!=" ? "<>" : op;
  if (left.is(Kind::Row) && (op == "=" || op == "<>"))
    return rowComparison(std::move(left), op, expression(p + 1));
  if (atWord("any") || atWord("all") || atWord("some"))
    return quantified(std::move(left), op);
  return make(Kind::Operator, op, {std::move(left), expression(p + 1)});
}

Node Parser::expression(int least) {
  if (++depth > 200 || failed) {
    --depth;
    return fail();
  }
  Node left = prefix();
  for (bool more = true; more && !failed;)
    left = infix(std::move(left), least, more);
  --depth;
  return left;
}

Node Parser::prefix() {
  if (accept("not"))
    return negate(expression(Not));
  if (atSymbol("+") || atSymbol("-") || atSymbol("~") || atSymbol("@") || atSymbol("!") ||
      atSymbol("|")) {
    size_t length = 0;
    std::string op = operatorHere(&length);
    at += length;
    Node n = expression(op == "-" || op == "+" ? Sign : Other);
    if (n.is(Kind::Number) && op == "-" && !n.text.starts_with('-'))
      return make(Kind::Number, "-" + n.text);
    if (op == "+")
      return n;
    return make(Kind::Operator, op, {std::move(n)});
  }
  return primary();
}

//===--- whole texts ------------------------------------------------------===//

std::optional<Node> parseExpression(std::string_view sql) {
  Parser parser(sql);
  Node n = parser.expression();
  return parser.done() ? std::optional(std::move(n)) : std::nullopt;
}

std::optional<Node> parseQuery(std::string_view sql) {
  Parser parser(sql);
  Node n = parser.query();
  return parser.done() ? std::optional(std::move(n)) : std::nullopt;
}

} // namespace schemac::sqltree
