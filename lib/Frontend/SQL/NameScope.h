//===- NameScope.h - Names of a statement and what they mean ----*- C++ -*-===//
//
// What a name means follows from the state, the search path and the temporary tables; what a
// server calls that which nobody named follows from the names that are taken.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Nodes.h"
#include "StatementText.h"
#include "schemac/Dialect/Postgres/GeneratedNames.h"
#include "schemac/IR/Schema.h"
#include <functional>
#include <set>
#include <unordered_set>

namespace schemac::sql {

using postgres::distinctNames;
using postgres::joinedNames;
using postgres::objectName;

/// A constraint as it is read, before it has a name.
struct PendingConstraint {
  Constraint constraint;
  Node *expression = nullptr;        ///< Check: the names in it make its own
  std::vector<std::string> elements; ///< keys and exclusions: what their names are made of
  bool named() const { return bool(constraint.name); }
};

class NameScope : protected StatementText {
protected:
  NameScope(Context &context, Schema &state) : context(context), state(state) {}

  //===--- Names.cpp ---------------------------------------------------------------===//
  Name name(std::string_view text) { return context.name(text); }
  /// The one that a database has anyway is none.
  Name tablespace(std::string_view called) {
    return called.empty() || called == "pg_default" ? Name() : name(called);
  }
  Name ns(std::string_view text);
  QName qname(std::string_view schema, std::string_view text) { return {ns(schema), name(text)}; }
  Name creationSchema() const { return searchPath.empty() ? Name() : searchPath.front(); }
  std::vector<Name> names(Nodes list);
  static std::string_view lastName(Nodes list) { return list.empty() ? "" : stringOf(list.back()); }
  QName made(const PgQuery__RangeVar &r);
  QName made(Nodes names);
  /// The relation that the name means; when there is none, where it would be made.
  QName relation(const PgQuery__RangeVar &r);
  QName relation(Nodes names);
  QName relation(std::string_view schema, std::string_view text);
  QName lookUp(std::string_view schema, std::string_view text,
               const std::function<bool(QName)> &is);
  template <class T> QName object(Nodes names);
  bool isRelation(QName n);
  /// The table or materialized view of an index or key, with its name; empty sub when there is
  /// none.
  SubRef indexPath(std::string_view schema, std::string_view text);
  bool isTemporary(const PgQuery__RangeVar &r) const;
  /// A relation's name that is free: numbers follow the label until it is.
  Name freeRelation(QName table, std::string_view columns, std::string_view label, bool constraint,
                    const Table *pending = nullptr);
  Name freeConstraint(QName table, std::string_view columns, std::string_view label,
                      const Table *pending = nullptr);
  bool constraintNamed(Name ns, Name name, const Table *pending);
  void noteConstraints(const Table &t);
  void noteConstraints(const Domain &d);
  void noteConstraints(const Journal &journal);
  void forgetConstraints() { constraintsNoted = false; }
  void nameConstraint(QName table, PendingConstraint &pending, const Table *made);

  //===--- SequenceNames.cpp -------------------------------------------------------===//
  void noteSequences(const Table &table);
  void noteSequences(const Op &op);
  bool isNamedSequence(QName n);

  Context &context;
  Schema &state; ///< behind the statements so far
  /// Of the statement at hand; null between two.
  Journal *current = nullptr;
  std::vector<Name> searchPath;
  std::set<std::string, std::less<>> temporary; ///< names of temporary tables

private:
  /// Every name that a constraint of a table or domain has or had, once somebody has asked.
  std::unordered_set<QName> constraintNames;
  bool constraintsNoted = false;
  unsigned constraintQuestions = 0;
  /// Names that are or were said of sequences of columns, once somebody has asked.
  std::unordered_set<QName> namedSequences;
  bool sequencesNoted = false;
};

} // namespace schemac::sql
