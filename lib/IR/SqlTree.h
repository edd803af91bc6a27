//===- SqlTree.h - SQL expressions and queries as trees ---------*- C++ -*-===//
//
// A tree says what SQL means and not how it is written: sugar is gone (BETWEEN, IN, LIKE, typed
// literals), and so are parentheses, keywords that say nothing, and the many names of types.
// PostgreSQL's grammar, as far as defaults, checks, indexes, policies and views use it; what is
// beyond gives no tree.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/IR/SqlTokens.h"
#include <optional>

namespace schemac::sqltree {

enum class Kind : uint8_t {
  Name,     ///< parts
  String,   ///< text: the value
  Number,   ///< text
  Constant, ///< text: "true", "null", "current_date", "$1"
  Star,     ///< parts: the qualifier
  Call,     ///< parts: the name; text: "distinct" and the like
  Cast,     ///< text: the type
  Operator, ///< text; one child or two
  Any,      ///< text: the operator and "any" or "all"; two children
  And,
  Or,
  Not,
  Is,        ///< text: "null", "true", "distinct from"
  Case,      ///< children: WHEN, THEN, ... and ELSE; text: "simple" with an operand first
  Array,     ///< ARRAY[…]
  Row,       ///< (a, b)
  Subscript, ///< x[i], x[a:b]
  Field,     ///< (x).parts
  Collate,   ///< parts
  Query,     ///< text: "select", "values", "union" and the like; children are clauses
  Clause,    ///< text: "from", "where"
  Item,      ///< of a select list; parts: the name it gets
  Relation,  ///< FROM; parts: the name; text: its alias
  Join,      ///< text: "left join"
  Sort,      ///< text: "desc nulls last"
};

struct Node {
  Kind kind = Kind::Name;
  std::string text;
  std::vector<std::string> parts;
  std::vector<Node> children;

  bool is(Kind k) const { return kind == k; }
  bool is(Kind k, std::string_view t) const { return kind == k && text == t; }
};

std::optional<Node> parseExpression(std::string_view sql);
std::optional<Node> parseQuery(std::string_view sql);

/// Calls relations in \p server, a server's text of a query, as \p source does where the server had
/// to tell them apart.
void adoptAliases(const Node &source, Node &server);

/// The one spelling of a type: "integer" for int4, "character varying(3)" for varchar(3).
std::string canonicalTypeName(std::string words, std::string_view parameters);

} // namespace schemac::sqltree
