//===- SqlTreeJson.cpp - JSON_TABLE, as a tree ----------------------------===//
#include "SqlTreeParser.h"
#include <algorithm>

namespace schemac::sqltree {

/// A path as a constant, and the name that it may have, which says nothing here.
Node Parser::jsonPath() {
  Node path = primary();
  if (path.is(Kind::String))
    path = make(Kind::Cast, "jsonpath", {std::move(path)});
  if (accept("as"))
    identifier();
  return path;
}

/// DEFAULT x ON EMPTY, NULL ON ERROR and how values are wrapped, without what goes without saying.
void Parser::jsonOptions(Node &n) {
  while (!failed) {
    if (accept("with") || atWord("without")) {
      bool without = accept("without");
      std::string how = accept("conditional") ? "conditional" : "unconditional";
      accept("unconditional");
      accept("array");
      expect("wrapper");
      if (!without)
        n.children.push_back(clause(how + " wrapper", {}));
    } else if (accept("keep")) {
      expect("quotes");
    } else if (accept("omit")) {
      expect("quotes");
      n.children.push_back(clause("omit quotes", {}));
    } else if (accept("format")) {
      expect("json");
      n.children.push_back(clause("format json", {}));
    } else if (atWord("default") || atWord("null") || atWord("error") || atWord("empty") ||
               atWord("true") || atWord("false") || atWord("unknown")) {
      Node behaviour = clause(identifier(), {});
      if (behaviour.text == "default")
        behaviour.children.push_back(expression());
      else if (behaviour.text == "empty" && !accept("object"))
        accept("array");
      expect("on");
      behaviour.text += accept("empty") ? " on empty" : " on error";
      if (behaviour.text.ends_with("error"))
        expect("error");
      if (behaviour.text != "null on empty" && behaviour.text != "null on error")
        n.children.push_back(std::move(behaviour));
    } else {
      break;
    }
  }
  std::ranges::stable_sort(n.children.begin() + 1, n.children.end(), {}, &Node::text);
}

Node Parser::jsonColumns() {
  Node all = clause("columns", {});
  expect("columns");
  expectSymbol("(");
  do {
    if (accept("nested")) {
      accept("path");
      Node nested = clause("nested", {jsonPath()});
      nested.children.push_back(jsonColumns());
      all.children.push_back(std::move(nested));
      continue;
    }
    Node column = clause("column", {});
    column.parts = {identifier()};
    if (accept("for")) {
      expect("ordinality");
      column.text = "ordinality";
      all.children.push_back(std::move(column));
      continue;
    }
    column.parts.push_back(type());
    if (accept("exists"))
      column.text = "exists";
    Node format = clause("", {});
    if (accept("format")) {
      expect("json");
      format.text = "format json";
    }
    column.children.push_back(
        accept("path") ? jsonPath()
                       : make(Kind::Cast, "jsonpath",
                              {make(Kind::String, "$.\"" + column.parts.front() + "\"")}));
    if (!format.text.empty())
      column.children.push_back(std::move(format));
    jsonOptions(column);
    all.children.push_back(std::move(column));
  } while (!failed && acceptSymbol(","));
  expectSymbol(")");
  return all;
}

bool Parser::atJson() const {
  static constexpr std::string_view Words[] = {"json_value",    "json_query",     "json_exists",
                                               "json_object",   "json_objectagg", "json_array",
                                               "json_arrayagg", "json_serialize"};
  return atSymbol("(", 1) &&
         std::ranges::any_of(Words, [&](std::string_view w) { return atWord(w); });
}

/// What a call gives where it does not say so.
static std::string_view jsonDefault(std::string_view word) {
  return word == "json_value" || word == "json_serialize" ? "text"
         : word == "json_query"                           ? "jsonb"
                                                          : "json";
}

/// A call whose arguments have words between them: JSON_VALUE(d, '$.a' RETURNING int),
/// JSON_OBJECT('k' : v ABSENT ON NULL). The older json_object(keys, values) is one, too.
Node Parser::jsonCall() {
  std::string word = peek()->name();
  Node n = callOf(word, {});
  at += 2;
  bool reads = word == "json_value" || word == "json_query" || word == "json_exists";
  bool makes = word == "json_object" || word == "json_objectagg";
  bool lists = word == "json_array" || word == "json_arrayagg";
  bool says = reads || !makes;
  auto atOptions = [&] {
    return atSymbol(")") || atWord("returning") || atWord("order") ||
           ((atWord("null") || atWord("absent")) && atWord("on", 1)) ||
           ((atWord("with") || atWord("without")) && atWord("unique", 1));
  };
  if (!atOptions()) {
    n.children.push_back(expression());
    if (accept("format"))
      expect("json");
    if (reads) {
      expectSymbol(",");
      n.children.push_back(jsonPath());
    } else {
      while (!failed && (atSymbol(",") || atSymbol(":") || (makes && atWord("value")))) {
        says |= !atSymbol(",");
        ++at;
        n.children.push_back(expression());
        if (accept("format"))
          expect("json");
      }
    }
  }
  if (reads && accept("passing")) {
    Node passed = clause("passing", {});
    do
      passed.children.push_back(item());
    while (!failed && acceptSymbol(","));
    n.children.push_back(std::move(passed));
  }
  if (atWord("order"))
    n.children.push_back(sortList());
  bool usual = makes; // whether nothing is left out
  if ((atWord("null") || atWord("absent")) && atWord("on", 1) && atWord("null", 2)) {
    bool keeps = accept("null");
    at += keeps ? 2 : 3;
    if (keeps != usual)
      n.children.push_back(clause(keeps ? "null on null" : "absent on null", {}));
    says = true;
  }
  if ((atWord("with") || atWord("without")) && atWord("unique", 1)) {
    if (atWord("with"))
      n.children.push_back(clause("unique", {}));
    at += 2;
    accept("keys");
    says = true;
  }
  std::string returned(jsonDefault(word));
  if (accept("returning")) {
    returned = type();
    if (accept("format"))
      expect("json");
    says = true;
  }
  says |= n.children.empty();
  if (word != "json_exists" && (says || lists))
    n.children.push_back(clause("returning " + returned, {}));
  if (reads) {
    Node options = clause("options", {make(Kind::Constant, "null")});
    jsonOptions(options);
    n.children.push_back(std::move(options));
  }
  expectSymbol(")");
  return afterCall(std::move(n));
}

/// Behind IS JSON: OBJECT WITH UNIQUE KEYS.
std::string Parser::jsonTest() {
  std::string what = "json";
  for (std::string_view kind : {"object", "array", "scalar"})
    if (accept(kind))
      what += " " + std::string(kind);
  accept("value");
  if ((atWord("with") || atWord("without")) && atWord("unique", 1)) {
    what += atWord("with") ? " unique" : "";
    at += 2;
    accept("keys");
  }
  return what;
}

Node Parser::jsonTable() {
  Node n = callOf("json_table", {});
  ++at;
  expectSymbol("(");
  n.children.push_back(expression());
  if (accept("format"))
    expect("json");
  expectSymbol(",");
  n.children.push_back(jsonPath());
  if (accept("passing")) {
    Node passed = clause("passing", {});
    do
      passed.children.push_back(item());
    while (!failed && acceptSymbol(","));
    n.children.push_back(std::move(passed));
  }
  n.children.push_back(jsonColumns());
  if (atWord("error") || atWord("empty") || atWord("null")) {
    std::string how = identifier();
    accept("array");
    expect("on");
    expect("error");
    if (how == "error")
      n.children.push_back(clause("error on error", {}));
  }
  expectSymbol(")");
  return n;
}

} // namespace schemac::sqltree
