//===- SqlMatcher.h - An author's tree and a server's -----------*- C++ -*-===//
#pragma once

#include "SqlTree.h"
#include "schemac/IR/SqlMeaning.h"

namespace schemac::sqltree {

class Matcher {
public:
  explicit Matcher(const ColumnTypes &types, const Schema *schema = nullptr,
                   std::vector<const Node *> relations = {})
      : types(types), schema(schema), relations(std::move(relations)) {}
  bool same(const Node &source, const Node &server);
  /// Lets it know the functions in FROM of the server's text \p all.
  Matcher &over(const Node &all);
  /// \p named: the names of the columns count.
  bool sameQueries(const Node &source, const Node &server, bool named,
                   const std::vector<Name> *columns = nullptr);

private:
  bool sameHere(const Node &source, const Node &server);
  bool sameLiterals(const Node &source, const Node &server);
  bool sameChildren(const Node &source, const Node &server);
  bool sameOperands(const Node &source, const Node &server);
  // SqlCasts.cpp
  bool mayAddCast(const Node &value, std::string_view type);
  bool castVanishes(const Node &value, std::string_view type);
  std::string typeOf(const Node &n);
  std::string callType(const Node &n);
  // SqlQueryMatcher.cpp
  bool sameItems(const Node &source, const Node &server, bool named,
                 const std::vector<Name> *columns, const Node *from);
  bool sameClause(const Node &source, const Node &server, const Node &query);
  // SqlFromMatcher.cpp
  bool sameRelations(const Node &source, const Node &server);
  bool sameNamedJoins(const Node &source, const Node &server);
  // SqlRows.cpp
  /// The type of a value that may be a row.
  Type rowType(const Node &n);
  std::vector<std::pair<std::string, Type>> fieldsOf(Type row);
  std::vector<std::pair<std::string, Type>> fieldsOfCall(const Node &call);
  /// How many of the server's items from \p at on are the fields that (row).* shows.
  size_t matchFields(const Node &star, const std::vector<Node> &items, size_t at);
  bool sameColumnLists(const Node &relation, const Node &source, const Node &server);
  /// Whether \p source is f(row) for the column that \p server names: row.f.
  bool isAttribute(const Node &source, const Node &server) const;
  bool sameRows(const Node &source, const Node &server);

  const ColumnTypes &types;
  const Schema *schema;
  const std::vector<const Node *> relations; ///< all that the server's query reads
  std::vector<const Node *> calls;           ///< the functions in its FROM
};

/// The type below the domains over it.
Type withoutDomains(Type type, const Schema &schema);
/// The names of the columns of a relation, in order; empty when they are not known.
std::vector<std::string> columnsOf(const Schema &schema, const Node &relation);
/// The same of what stands in FROM.
std::vector<std::string> columnsShown(const Schema &schema, const Node &from);
bool isFunction(const Node &relation);
/// (a JOIN b ON …) AS j
bool isNamedJoin(const Node &relation);
/// The clause \p text of a query or a relation; null when it has none.
const Node *findClause(const Node &query, std::string_view text);

/// sameQuery() where \p others may know the types of what no relation has.
bool sameQueryWith(Expr source, const std::vector<Name> &columns, Expr server, const Schema &schema,
                   const ColumnTypes &others);

} // namespace schemac::sqltree
