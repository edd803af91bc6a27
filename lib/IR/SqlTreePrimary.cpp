//===- SqlTreePrimary.cpp - What stands between operators -----------------===//
#include "SqlTreeParser.h"
#include "llvm/ADT/StringRef.h"
#include <algorithm>

namespace schemac::sqltree {

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
    n.children.push_back(atSymbol("[") ? array() : expression());
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
    // 'YEAR' is year: the server reads a field as it does a word.
    std::string field = t->kind == SqlToken::Kind::String
                            ? llvm::StringRef(stringValue(t->text)).lower()
                            : t->name();
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
  std::vector<Node> arguments = {expression(Pattern + 1)};
  while (!failed && (accept("from") || accept("for") || accept("placing") || accept("similar") ||
                     accept("escape") || acceptSymbol(",")))
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
  if (to == "interval")
    to += intervalFields();
  // interval '1' day is interval '1 day'
  bool isSigned = value.starts_with('-') || value.starts_with('+');
  if (to.starts_with("interval ") && value.find_first_not_of("0123456789.", isSigned) == value.npos)
    value += to.substr(to.rfind(' '));
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
      bool variadic = accept("variadic");
      if (atSymbol("*") && (atSymbol(")", 1))) {
        ++at;
        n.children.push_back(make(Kind::Star, ""));
      } else {
        n.children.push_back(expression());
      }
      if (variadic && n.children.back().is(Kind::Array))
        n.children.back().text = "variadic";
    } while (!failed && acceptSymbol(","));
    if (atWord("order"))
      n.children.push_back(sortList());
    expectSymbol(")");
  }
  if (n.parts.back() == "date_part" && n.children.size() == 2) { // extract, before version 14
    Node &field = n.children[0].is(Kind::Cast) ? n.children[0].children[0] : n.children[0];
    if (field.is(Kind::String))
      field = make(Kind::String, llvm::StringRef(field.text).lower());
  }
  if (n.parts.back() == "normalize" && n.children.size() == 2) { // a text, before version 14
    Node &given = n.children[1], &form = given.is(Kind::Cast) ? given.children[0] : given;
    if (form.is(Kind::String) || form.is(Kind::Name))
      given = make(Kind::String,
                   llvm::StringRef(form.is(Kind::Name) ? form.parts.back() : form.text).lower());
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
    if (word != "current_timestamp")
      return make(Kind::Constant, word);
    Node now = callOf("now", {});
    now.parts.insert(now.parts.begin(), word); // a column of it has this name
    return now;
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
  } else if (t->isSymbol("$") && peek(1) && peek(1)->kind == SqlToken::Kind::Number &&
             peek(1)->begin == t->end) { // an argument by its number
    n = make(Kind::Constant, "$" + std::string(peek(1)->text));
    at += 2;
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
  } else if (atXml()) {
    n = xmlCall();
  } else if (atJson()) {
    n = jsonCall();
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
      // Where a side of a slice is left out, it goes to the end.
      auto bound = [&] {
        bool open = atSymbol(":") || atSymbol("]");
        return open ? make(Kind::Constant, "open") : expression();
      };
      s.children.push_back(bound());
      if (acceptSymbol(":"))
        s.children.push_back(bound());
      expectSymbol("]");
      n = std::move(s);
    } else if (acceptSymbol(".")) { // of a name, too, where it stands in parentheses
      Node f = make(Kind::Field, "", {std::move(n)});
      f.parts = {acceptSymbol("*") ? std::string("*") : identifier()};
      n = std::move(f);
    } else {
      break;
    }
  }
  return n;
}

} // namespace schemac::sqltree
