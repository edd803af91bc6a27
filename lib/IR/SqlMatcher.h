//===- SqlMatcher.h - An author's tree and a server's -----------*- C++ -*-===//
#pragma once

#include "SqlTree.h"
#include "schemac/IR/SqlMeaning.h"

namespace schemac::sqltree {

class Matcher {
public:
  explicit Matcher(const ColumnTypes &types, const Schema *schema = nullptr)
      : types(types), schema(schema) {}
  bool same(const Node &source, const Node &server);
  /// \p named: the names of the columns count.
  bool sameQueries(const Node &source, const Node &server, bool named,
                   const std::vector<Name> *columns = nullptr);

private:
  bool sameHere(const Node &source, const Node &server);
  bool sameLiterals(const Node &source, const Node &server);
  bool sameChildren(const Node &source, const Node &server);
  bool sameOperands(const Node &source, const Node &server);
  bool mayAddCast(const Node &value, std::string_view type);
  bool castVanishes(const Node &value, std::string_view type);
  std::string typeOf(const Node &n);
  std::string callType(const Node &n);
  // SqlQueryMatcher.cpp
  bool sameItems(const Node &source, const Node &server, bool named,
                 const std::vector<Name> *columns, const Node *from);
  bool sameRelations(const Node &source, const Node &server);
  bool sameClause(const Node &source, const Node &server, const Node &query);

  const ColumnTypes &types;
  const Schema *schema;
};

} // namespace schemac::sqltree
