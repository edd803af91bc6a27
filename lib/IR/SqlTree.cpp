//===- SqlTree.cpp - SQL expressions as trees -----------------------------===//
#include "SqlTreeParser.h"
#include <algorithm>

namespace schemac::sqltree {

//===--- helpers ----------------------------------------------------------===//

static Node make(Kind kind, std::string text, std::vector<Node> children = {}) {
  Node n;
  n.kind = kind;
  n.text = std::move(text);
  n.children = std::move(children);
  return n;
}

static Node callOf(std::string name, std::vector<Node> arguments) {
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

std::string stringValue(std::string_view text) {
  std::string value;
  if (text.starts_with('$')) {
    size_t tag = text.find('$', 1) + 1;
    return tag * 2 <= text.size() ? std::string(text.substr(tag, text.size() - 2 * tag)) : "";
  }
  bool escapes = text.starts_with('e') || text.starts_with('E');
  for (size_t i = text.find('\'') + 1; i + 1 < text.size(); ++i) {
    char c = text[i];
    if (c == '\'' || (escapes && c == '\\'))
      c = text[++i];
    if (escapes && text[i - 1] == '\\')
      c = c == 'n' ? '\n' : c == 't' ? '\t' : c == 'r' ? '\r' : c;
    value += c;
  }
  return value;
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

namespace {
enum Precedence {
  Or = 1,
  And,
  Not,
  Is,
  Comparison,
  Pattern,
  Other,
  Sum,
  Product,
  Power,
  Zone,
  Collation,
  Sign
};
} // namespace

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

/// BETWEEN, IN and the patterns, behind an optional NOT.
Node Parser::test(Node left, bool negated, bool &more) {
  if (accept("between")) {
    bool symmetric = accept("symmetric");
    accept("asymmetric");
    Node low = expression(Pattern + 1);
    expect("and");
    Node high = expression(Pattern + 1);
    if (symmetric)
      return fail();
    Node copy = left;
    Node a = make(Kind::Operator, negated ? "<" : ">=", {std::move(left), std::move(low)});
    Node b = make(Kind::Operator, negated ? ">" : "<=", {std::move(copy), std::move(high)});
    return joinLogic(negated ? Kind::Or : Kind::And, std::move(a), std::move(b));
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
        Node d = make(Kind::Is, "distinct from", {std::move(left), expression(Is + 1)});
        return negated ? negate(std::move(d)) : d;
      }
      std::string what = isWhat([&](std::string_view w) { return accept(w); });
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

//===--- what stands by itself --------------------------------------------===//

Node Parser::parenthesis() {
  if (atQuery()) {
    Node q = query();
    expectSymbol(")");
    return q;
  }
  std::vector<Node> items = list(")");
  if (items.size() == 1)
    return std::move(items[0]);
  return make(Kind::Row, "", std::move(items));
}

Node Parser::caseOf() {
  Node n = make(Kind::Case, "");
  if (!atWord("when")) {
    n.text = "simple";
    n.children.push_back(expression());
  }
  while (!failed && accept("when")) {
    n.children.push_back(expression());
    expect("then");
    n.children.push_back(expression());
  }
  // A server writes the ELSE that is always there.
  n.children.push_back(accept("else") ? expression() : make(Kind::Constant, "null"));
  if (n.children.back().is(Kind::Cast) && n.children.back().children[0].is(Kind::Constant, "null"))
    n.children.back() = make(Kind::Constant, "null");
  expect("end");
  return n;
}

Node Parser::array() {
  if (acceptSymbol("(")) {
    Node q = query();
    expectSymbol(")");
    return callOf("array", {std::move(q)});
  }
  expectSymbol("[");
  Node n = make(Kind::Array, "");
  if (acceptSymbol("]"))
    return n;
  do
    n.children.push_back(acceptSymbol("[") ? make(Kind::Array, "", list("]")) : expression());
  while (!failed && acceptSymbol(","));
  expectSymbol("]");
  return n;
}

/// Functions with words between their arguments, as calls.
Node Parser::specialCall(std::string_view word) {
  at += 2;
  if (word == "cast") {
    Node value = expression();
    expect("as");
    Node n = make(Kind::Cast, type(), {std::move(value)});
    expectSymbol(")");
    return n;
  }
  if (word == "extract") {
    const SqlToken *t = peek();
    if (!t)
      return fail();
    ++at;
    std::string field = t->kind == SqlToken::Kind::String ? stringValue(t->text) : t->name();
    expect("from");
    Node value = expression();
    expectSymbol(")");
    return callOf("extract", {make(Kind::String, field), std::move(value)});
  }
  if (word == "position") {
    Node part = expression(Pattern + 1);
    if (acceptSymbol(",")) {
      Node rest = expression();
      expectSymbol(")");
      return callOf("position", {std::move(part), std::move(rest)});
    }
    expect("in");
    Node whole = expression();
    expectSymbol(")");
    return callOf("position", {std::move(whole), std::move(part)});
  }
  if (word == "trim") {
    std::string how = accept("leading") ? "ltrim" : accept("trailing") ? "rtrim" : "btrim";
    accept("both");
    std::vector<Node> arguments;
    if (!accept("from")) {
      arguments.push_back(expression());
      if (accept("from"))
        arguments.insert(arguments.begin(), expression());
      else if (acceptSymbol(","))
        arguments.push_back(expression());
    } else {
      arguments.push_back(expression());
    }
    expectSymbol(")");
    return callOf(how, std::move(arguments));
  }
  // substring, overlay
  std::vector<Node> arguments = {expression()};
  while (!failed && (accept("from") || accept("for") || accept("placing") || acceptSymbol(",")))
    arguments.push_back(expression());
  expectSymbol(")");
  return callOf(std::string(word), std::move(arguments));
}

/// date '2020-01-01', timestamp with time zone '…', interval '1 day'.
std::optional<Node> Parser::typedLiteral() {
  size_t i = at;
  unsigned names = 0;
  static constexpr std::string_view Words[] = {"with", "without", "time",
                                               "zone", "varying", "precision"};
  while (i < tokens.size() && tokens[i].isName()) {
    if (names && std::ranges::none_of(Words, [&](auto w) { return tokens[i].isWord(w); }))
      return std::nullopt;
    ++names, ++i;
    if (i + 2 < tokens.size() && tokens[i].isSymbol("(") &&
        tokens[i + 1].kind == SqlToken::Kind::Number && tokens[i + 2].isSymbol(")"))
      i += 3;
  }
  if (!names || i >= tokens.size() || tokens[i].kind != SqlToken::Kind::String)
    return std::nullopt;
  std::string to = type();
  const SqlToken *literal = peek();
  if (failed || !literal || literal->kind != SqlToken::Kind::String)
    return fail();
  ++at;
  std::string value = stringValue(literal->text);
  // interval '1' day is interval '1 day'
  static constexpr std::string_view Units[] = {"year", "month", "day", "hour", "minute", "second"};
  if (to == "interval")
    for (std::string_view unit : Units)
      if (accept(unit))
        value += " " + std::string(unit);
  return make(Kind::Cast, to, {make(Kind::String, value)});
}

Node Parser::afterCall(Node n) {
  if (accept("filter")) {
    expectSymbol("(");
    expect("where");
    n.children.push_back(clause("filter", {expression()}));
    expectSymbol(")");
  }
  if (accept("within")) {
    expect("group");
    expectSymbol("(");
    n.children.push_back(clause("within", {sortList()}));
    expectSymbol(")");
  }
  if (accept("over"))
    n.children.push_back(acceptSymbol("(") ? windowDefinition()
                                           : clause("over " + identifier(), {}));
  return n;
}

Node Parser::call(std::vector<std::string> name) {
  Node n = make(Kind::Call, "");
  n.parts = std::move(name);
  expectSymbol("(");
  if (accept("distinct"))
    n.text = "distinct";
  else
    accept("all");
  if (!acceptSymbol(")")) {
    do {
      accept("variadic");
      if (atSymbol("*") && (atSymbol(")", 1))) {
        ++at;
        n.children.push_back(make(Kind::Star, ""));
      } else {
        n.children.push_back(expression());
      }
    } while (!failed && acceptSymbol(","));
    if (atWord("order"))
      n.children.push_back(sortList());
    expectSymbol(")");
  }
  // Before version 13.
  if (n.parts.back() == "similar_escape" && n.children.size() == 2 &&
      (n.children[1].is(Kind::Constant, "null") ||
       (n.children[1].is(Kind::Cast) && n.children[1].children[0].is(Kind::Constant, "null")))) {
    n.parts.back() = "similar_to_escape";
    n.children.pop_back();
  }
  return afterCall(std::move(n));
}

static bool isConstantWord(std::string_view w) {
  static constexpr std::string_view Words[] = {
      "true",         "false",           "null",
      "current_date", "current_time",    "current_timestamp",
      "localtime",    "localtimestamp",  "current_user",
      "session_user", "current_role",    "user",
      "default",      "current_catalog", "current_schema"};
  return std::ranges::find(Words, w) != std::end(Words);
}

Node Parser::named() {
  const SqlToken &first = *peek();
  std::string word = first.kind == SqlToken::Kind::Identifier ? first.name() : std::string();
  if (isConstantWord(word) && !atSymbol("(", 1)) {
    ++at;
    return word == "current_timestamp" ? callOf("now", {}) : make(Kind::Constant, word);
  }
  std::vector<std::string> parts;
  do {
    if (atSymbol("*")) {
      ++at;
      Node star = make(Kind::Star, "");
      star.parts = parts;
      return star;
    }
    parts.push_back(identifier());
  } while (!failed && acceptSymbol("."));
  if (parts.size() > 1 && (parts[0] == "pg_catalog" || parts[0] == "public"))
    parts.erase(parts.begin());
  if (atSymbol("("))
    return call(std::move(parts));
  Node n = make(Kind::Name, "");
  n.parts = std::move(parts);
  return n;
}

Node Parser::primary() {
  const SqlToken *t = peek();
  if (!t)
    return fail();
  Node n;
  if (t->kind == SqlToken::Kind::String) {
    ++at;
    char lead = t->text[0];
    bool bits = lead == 'b' || lead == 'B' || lead == 'x' || lead == 'X';
    n = make(Kind::String, stringValue(t->text));
    if (bits)
      n = make(Kind::Cast, "bit", {std::move(n)});
  } else if (t->kind == SqlToken::Kind::Number) {
    ++at;
    n = make(Kind::Number, std::string(t->text));
  } else if (acceptSymbol("(")) {
    n = parenthesis();
  } else if (acceptSymbol("*")) {
    return make(Kind::Star, "");
  } else if (!t->isName()) {
    return fail();
  } else if (accept("case")) {
    n = caseOf();
  } else if (atWord("array") && (atSymbol("[", 1) || atSymbol("(", 1))) {
    ++at;
    n = array();
  } else if (atWord("row") && atSymbol("(", 1)) {
    at += 2;
    n = make(Kind::Row, "", list(")"));
  } else if (atWord("exists") && atSymbol("(", 1)) {
    at += 2;
    n = callOf("exists", {query()});
    expectSymbol(")");
  } else if (std::string w = t->name();
             atSymbol("(", 1) && (w == "cast" || w == "extract" || w == "position" || w == "trim" ||
                                  w == "substring" || w == "overlay")) {
    n = specialCall(w);
  } else if (std::optional<Node> literal = typedLiteral()) {
    n = std::move(*literal);
  } else {
    n = named();
  }
  while (!failed) {
    if (acceptSymbol("::")) {
      n = make(Kind::Cast, type(), {std::move(n)});
    } else if (acceptSymbol("[")) {
      Node s = make(Kind::Subscript, "", {std::move(n)});
      s.children.push_back(expression());
      if (acceptSymbol(":"))
        s.children.push_back(expression());
      expectSymbol("]");
      n = std::move(s);
    } else if (atSymbol(".") && !n.is(Kind::Name)) {
      ++at;
      Node f = make(Kind::Field, "", {std::move(n)});
      f.parts = {acceptSymbol("*") ? std::string("*") : identifier()};
      n = std::move(f);
    } else {
      break;
    }
  }
  return n;
}

//===--- types ------------------------------------------------------------===//

std::string canonicalTypeName(std::string words, std::string_view parameters) {
  static constexpr std::pair<std::string_view, std::string_view> Names[] = {
      {"int4", "integer"},
      {"int", "integer"},
      {"int8", "bigint"},
      {"int2", "smallint"},
      {"float8", "double precision"},
      {"float", "double precision"},
      {"float4", "real"},
      {"bool", "boolean"},
      {"varchar", "character varying"},
      {"char", "character"},
      {"decimal", "numeric"},
      {"dec", "numeric"},
      {"varbit", "bit varying"},
      {"timestamptz", "timestamp with time zone"},
      {"timestamp", "timestamp without time zone"},
      {"timetz", "time with time zone"},
      {"time", "time without time zone"},
  };
  for (auto [from, to] : Names)
    if (words == from) {
      words = to;
      break;
    }
  return words + std::string(parameters);
}

std::string Parser::type() {
  std::string words, parameters;
  auto second = [&](std::string_view w) {
    if (accept(w))
      words += " " + std::string(w);
  };
  bool quoted = peek() && peek()->kind == SqlToken::Kind::Quoted;
  words = identifier();
  while (!failed && acceptSymbol(".")) {
    words = words == "pg_catalog" || words == "public" ? identifier() : words + "." + identifier();
    quoted = true;
  }
  if (words == "double")
    second("precision");
  if (words == "character" || words == "char" || words == "bit")
    second("varying");
  if (words == "char varying")
    words = "character varying";
  if (acceptSymbol("(")) {
    parameters = "(";
    while (!failed && !atSymbol(")") && peek())
      parameters += tokens[at++].text;
    parameters += ")";
    expectSymbol(")");
  }
  if ((words == "timestamp" || words == "time") && (atWord("with") || atWord("without")) &&
      atWord("time", 1)) {
    words += accept("with") ? " with time zone" : (++at, " without time zone");
    ++at;
    expect("zone");
  }
  std::string out = quoted ? words + parameters : canonicalTypeName(words, parameters);
  if (accept("array"))
    out += "[]";
  while (atSymbol("[") && (atSymbol("]", 1) || atSymbol("]", 2))) {
    at += atSymbol("]", 1) ? 2 : 3;
    if (!out.ends_with("[]"))
      out += "[]";
  }
  return out;
}

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
