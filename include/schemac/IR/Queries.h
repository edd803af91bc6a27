//===- Queries.h - What the text of a view depends on -----------*- C++ -*-===//
//
// A database keeps the query of a view as a tree and knows exactly what it needs. Here it is text,
// so two questions are answered apart: what it may depend on (every word that could be meant
// counts, so that nothing is missed), and what it certainly reads (the names after FROM and JOIN).
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/IR/Operation.h"
#include <functional>

namespace schemac {

/// Equal but for white space, comments and the case of words.
bool sameSql(Expr a, Expr b);

/// A relation named after FROM or JOIN that is not a WITH query of the same text.
struct QueryRelation {
  std::string ns, name; ///< ns empty: found by the search path
};
std::vector<QueryRelation> relationsRead(Expr query);

/// Whether a server that has \p state finds the relation: declared, the server's own, or possibly
/// brought by an extension. With a \p context it looks the name up, else it goes through all names.
bool isReadable(const Schema &state, const QueryRelation &relation, Context *context = nullptr);

/// Whether some word of \p query could mean the object: its name, and where the name is qualified,
/// by its namespace.
bool mayMention(Expr query, QName object);

/// The same for a type: only words where a type can stand count, so that a column or an alias of
/// that name is none.
bool mayMentionType(Expr query, QName type);

/// Whether the query may depend on the relation, type or function.
bool mayNeed(Expr query, QName object);

/// Whether some word of \p query could be the column: not where it calls a function, names a
/// relation or a type or is an alias that begins there, and not where it says of which relation
/// something else is.
bool mayNameColumn(Expr query, Name column);

/// Whether the view may depend on this column of a relation that it may mention. A star means all
/// that were there when the view was made (View::columns, when a later one has come since).
bool mayUseColumn(const View &view, QName relation, Name column);

/// Whether the query has a star that stands for columns, so that it changes with its tables.
bool hasStar(Expr query);

/// Gives a view with a star the columns that it shows now, so that later ones are free of it.
void pinStar(View &view, const Schema &state);

/// All views with a query, sorted; without making the index of a state that may have none.
std::vector<QName> viewsWithQuery(const Schema &state);

/// Views of \p state that may depend on \p object, sorted.
std::vector<QName> viewsOver(const Schema &state, QName object);
/// Views that may depend on a type.
std::vector<QName> viewsOverType(const Schema &state, QName type);
/// The same for one column of \p relation, also as functions give it.
std::vector<QName> viewsOver(const Schema &state, QName relation, Name column);
/// \p views and all that may depend on them, those that depend before what they depend on.
std::vector<QName> withDependents(const Schema &state, const std::vector<QName> &views);

/// Whether rows of the materialized view can be told apart, so that a refresh can compare them.
bool identifiesRows(const View &view);

/// Whether the type is in the function's arguments or its result.
bool hasInSignature(const Function &function, QName type);

/// The first function with the type in its signature; null when there is none.
QName functionOver(const Schema &state, QName type);

/// All of them, sorted.
std::vector<QName> functionsOver(const Schema &state, QName type);

/// The relation itself and what functions are called whose result is rows of it: a query over one
/// of these depends on the columns of the relation, which it need not name.
std::vector<QName> rowsOf(const Schema &state, QName relation);

/// Applies a plain step as if views and declared triggers were not in its way: a plan takes them
/// out of it. False when something else refuses it.
bool applyBeside(const Op &op, Schema &state, Context &context);

/// \p query reading \p to where it reads \p from, which it keeps naming as before otherwise.
Expr renameRelationIn(Context &context, Expr query, QName from, QName to);

/// \p query with the namespace of what \p find gives for each relation that it names without one;
/// null: it stays as it is.
Expr qualifyRelationsIn(Context &context, Expr query,
                        const std::function<QName(std::string_view)> &find);

/// Whether CREATE OR REPLACE leads from \p old to \p now, as far as the texts tell: the same query
/// with columns added at the end, and other options.
bool extendsView(const View &old, const View &now);

} // namespace schemac
