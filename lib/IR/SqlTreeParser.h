//===- SqlTreeParser.h - What the parts of the parser share -----*- C++ -*-===//
#pragma once

#include "SqlTree.h"

namespace schemac::sqltree {

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

class Parser {
public:
  explicit Parser(std::string_view sql);
  bool done() const { return !failed && at == tokens.size(); }
  bool bad() const { return failed; }

  Node expression(int least = 0);
  Node query(); // SqlTreeQuery.cpp

private:
  // SqlTree.cpp
  Node prefix();
  Node infix(Node left, int least, bool &more);
  Node test(Node left, bool negated, bool &more);
  Node quantified(Node left, const std::string &op);
  std::vector<Node> list(std::string_view close);
  std::string operatorHere(size_t *length) const;
  // SqlTreePrimary.cpp
  Node primary();
  Node named();
  Node call(std::vector<std::string> name);
  Node afterCall(Node n);
  Node caseOf();
  Node array();
  Node parenthesis();
  Node specialCall(std::string_view word);
  std::optional<Node> typedLiteral();
  // SqlTreeXml.cpp
  bool atXml() const;
  Node xmlCall();
  Node xmlNamed(std::string_view text);
  Node xmlPassed();
  Node xmlTable();
  // SqlTreeJson.cpp
  Node jsonPath();
  void jsonOptions(Node &n);
  Node jsonColumns();
  Node jsonTable();
  bool atJson() const;
  Node jsonCall();
  std::string jsonTest();
  // SqlTreeTypes.cpp
  std::string type();
  std::string intervalFields();
  // SqlTreeQuery.cpp
  bool atQuery() const;
  Node setOperations(int least);
  Node values();
  Node withQueries();
  void searchAndCycle(Node &cte);
  Node clause(std::string_view text, std::vector<Node> children);
  void rowLocks(Node &q);
  void tail(Node &q);
  // SqlTreeSelect.cpp
  Node select();
  Node item();
  Node sortList();
  Node windowDefinition();
  Node frame();
  Node groupingElement();
  // SqlTreeFrom.cpp
  Node fromList();
  Node fromItem();
  Node joined(Node left);
  Node relation();
  void alias(Node &n);
  void columnList(Node &n);
  void ordinality(Node &n);

  const SqlToken *peek(size_t ahead = 0) const {
    return at + ahead < tokens.size() ? &tokens[at + ahead] : nullptr;
  }
  bool atWord(std::string_view w, size_t ahead = 0) const {
    const SqlToken *t = peek(ahead);
    return t && t->isWord(w);
  }
  bool atSymbol(std::string_view s, size_t ahead = 0) const {
    const SqlToken *t = peek(ahead);
    return t && t->isSymbol(s);
  }
  bool accept(std::string_view w) { return atWord(w) ? (++at, true) : false; }
  bool acceptSymbol(std::string_view s) { return atSymbol(s) ? (++at, true) : false; }
  void expect(std::string_view w) {
    if (!accept(w))
      failed = true;
  }
  void expectSymbol(std::string_view s) {
    if (!acceptSymbol(s))
      failed = true;
  }
  std::string identifier();
  Node fail() {
    failed = true;
    return {};
  }

  std::vector<SqlToken> tokens;
  size_t at = 0;
  unsigned depth = 0;
  bool failed = false;
};

Node make(Kind kind, std::string text, std::vector<Node> children = {});
/// A call of a function that has no schema.
Node callOf(std::string name, std::vector<Node> arguments);
/// The value of a string literal: '…', E'…', U&'…', $$…$$.
std::string stringValue(std::string_view text);
/// Words that end an expression or begin a clause, so that they are no alias without AS.
bool isClauseWord(std::string_view word);

} // namespace schemac::sqltree
