//===- Scopes.h - Which columns a query names -------------------*- C++ -*-===//
//
// A server keeps a query as a tree, in which every column is known. Here the text of a query is
// read with the relations that are there, so that stars can be written out and a column that is
// renamed can be followed, as the server does.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Nodes.h"
#include "schemac/IR/RewriteRule.h"

namespace schemac::sql {

/// Finds the relation that a name in a query means; null when it is none of the schema.
using FindRelation = std::function<QName(std::string_view schema, std::string_view name)>;

/// \p query with every star of a select list written out. What it shows is then the same whatever
/// columns come later. A star over something that is not known stays.
Expr expandStars(Context &context, const Schema &state, Expr query, const FindRelation &find);

/// \p query, or another statement on rows, with the column called \p to, shown under its old name;
/// null where it cannot be followed.
Expr followColumn(Context &context, const Schema &state, Expr query, const FindRelation &find,
                  SubRef column, Name to);

/// What the columns of \p query are called; empty when some name is not known.
std::vector<std::string> outputNames(const Schema &state, Expr query, const FindRelation &find);

/// Why a server refuses what the columns of \p view are called: one name for two, or more names
/// than columns; empty when it takes them, or not all of them are known.
std::string shownNamesFault(const Schema &state, const View &view, const FindRelation &find);

/// tableoid, xmin and the like, which every table has.
bool isSystemColumn(std::string_view text);
/// SYSTEM_USER, a value since version 16; the parser takes it for a column.
bool isSystemUser(const PgQuery__ColumnRef &c);
/// Whether \p value is (f(x)).*, which stands for more columns than one.
bool isStarOfValue(const Node *value);
/// Whether t.name may be name(t), with a function of the schema or of any server.
bool mayBeFunction(const Schema &state, std::string_view name);

/// The relations and columns that a rule's condition and statements name, as far as they are known.
std::vector<ColumnUse> usesOfRule(const Schema &state, const PgQuery__RuleStmt &s,
                                  const FindRelation &find);

struct UnknownColumn {
  size_t begin;     ///< in the text of the query
  std::string text; ///< "emial", "u.emial"
};
/// The first column that \p query names and that nothing it reads has, as far as that is certain:
/// a relation that \p find does not know may have any.
std::optional<UnknownColumn> unknownColumn(const Schema &state, std::string_view query,
                                           const FindRelation &find);
/// The same of a statement on rows that is parsed already, by where it stands in its text; also the
/// columns that it sets. None in other statements. \p arguments: names that are none of a column.
std::optional<UnknownColumn> unknownColumn(const Schema &state, const ProtobufCMessage &statement,
                                           const FindRelation &find,
                                           const std::vector<std::string> &arguments = {});

} // namespace schemac::sql
