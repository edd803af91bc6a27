//===- SqlTreeXml.cpp - XML's own syntax, as trees ------------------------===//
#include "SqlTreeParser.h"
#include <algorithm>

namespace schemac::sqltree {

bool Parser::atXml() const {
  static constexpr std::string_view Words[] = {"xmlelement",   "xmlforest", "xmlpi",    "xmlparse",
                                               "xmlserialize", "xmlroot",   "xmlexists"};
  return atSymbol("(", 1) &&
         std::ranges::any_of(Words, [&](std::string_view w) { return atWord(w); });
}

/// XMLATTRIBUTES(a AS b, …) and XMLFOREST(a AS b, …): a column by itself gives its own name.
Node Parser::xmlNamed(std::string_view text) {
  Node n = clause(text, {});
  expectSymbol("(");
  do
    n.children.push_back(item());
  while (!failed && acceptSymbol(","));
  expectSymbol(")");
  return n;
}

/// PASSING [BY REF] value [BY REF]
Node Parser::xmlPassed() {
  auto byWhat = [&] {
    if (accept("by") && !accept("ref"))
      expect("value");
  };
  expect("passing");
  byWhat();
  Node n = expression();
  byWhat();
  return n;
}

Node Parser::xmlCall() {
  std::string word = peek()->name();
  Node n = callOf(word, {});
  ++at;
  if (word == "xmlforest") {
    n.children.push_back(xmlNamed("attributes"));
    return n;
  }
  expectSymbol("(");
  if (word == "xmlelement" || word == "xmlpi") {
    expect("name");
    n.children.push_back(make(Kind::String, identifier()));
    while (!failed && acceptSymbol(",")) {
      if (accept("xmlattributes"))
        n.children.push_back(xmlNamed("attributes"));
      else
        n.children.push_back(expression());
    }
  } else if (word == "xmlexists") {
    n.children.push_back(expression());
    n.children.push_back(xmlPassed());
  } else if (word == "xmlroot") {
    n.children.push_back(expression());
    expectSymbol(",");
    expect("version");
    if (!accept("no"))
      n.children.push_back(expression());
    else
      expect("value");
    if (acceptSymbol(",")) {
      expect("standalone");
      std::string how = accept("yes") ? "yes" : "no";
      if (how == "no") {
        expect("no");
        how += accept("value") ? " value" : "";
      }
      n.children.push_back(clause("standalone " + how, {}));
    }
  } else { // xmlparse, xmlserialize
    n.text = accept("document") ? "document" : "content";
    if (n.text == "content")
      expect("content");
    Node value = expression();
    if (accept("preserve")) {
      expect("whitespace");
      n.text += " preserve";
    } else if (accept("strip")) { // which it does anyway
      expect("whitespace");
    }
    if (word == "xmlserialize") {
      expect("as");
      value = make(Kind::Cast, type(), {std::move(value)});
      bool negated = accept("no");
      if (accept("indent"))
        n.text += negated ? "" : " indent";
    }
    n.children.push_back(std::move(value));
  }
  expectSymbol(")");
  return n;
}

/// XMLTABLE(rows PASSING document COLUMNS …) in FROM.
Node Parser::xmlTable() {
  Node n = callOf("xmltable", {});
  ++at;
  expectSymbol("(");
  if (accept("xmlnamespaces")) {
    Node spaces = clause("namespaces", {});
    expectSymbol("(");
    do {
      bool isDefault = accept("default");
      Node one = clause(isDefault ? "default" : "as", {expression()});
      if (!isDefault) {
        expect("as");
        one.parts = {identifier()};
      }
      spaces.children.push_back(std::move(one));
    } while (!failed && acceptSymbol(","));
    expectSymbol(")");
    expectSymbol(",");
    n.children.push_back(std::move(spaces));
  }
  n.children.push_back(expression());
  n.children.push_back(xmlPassed());
  expect("columns");
  do {
    Node column = clause("column", {});
    column.parts = {identifier()};
    if (accept("for")) {
      expect("ordinality");
      column.text = "ordinality";
    } else {
      column.parts.push_back(type());
      for (bool more = true; more && !failed;) {
        if (accept("path"))
          column.children.push_back(clause("path", {expression()}));
        else if (accept("default"))
          column.children.push_back(clause("default", {expression()}));
        else if (accept("not")) {
          expect("null");
          column.children.push_back(clause("not null", {}));
        } else
          more = accept("null");
      }
      std::ranges::stable_sort(column.children, std::greater<>(), &Node::text); // path, …, default
    }
    n.children.push_back(std::move(column));
  } while (!failed && acceptSymbol(","));
  expectSymbol(")");
  return n;
}

} // namespace schemac::sqltree
