//===- Assumptions.h - What a file takes for granted ------------*- C++ -*-===//
#pragma once

#include "NameScope.h"
#include <map>

namespace schemac::sql {

/// Puts what the statements of a migration need and nothing has made into the state, and into the
/// one that it began with.
class Assumptions : protected NameScope {
protected:
  Assumptions(Context &context, Script &out) : NameScope(context, out.end), out(out) {}

  /// What \p statement needs.
  void assume(const Node *statement);
  bool isAssumed(QName table) const;

  Script &out;
  std::map<QName, QName> assumed; ///< tables that are assumed, by their names now: those before

private:
  template <class T> void putAssumed(const T &entity);
  void editAssumed(QName table, const std::function<void(Table &)> &edit);
  void assumeNamespace(Name schema);
  void assumeTable(QName n);
  void assumeColumn(QName table, std::string_view column, bool nullable);
  void assumeKey(QName table, std::vector<Name> columns);
  void assumeConstraint(QName table, Name n);
  void assumeIndex(std::string_view schema, std::string_view index);
  void assumeEnum(const PgQuery__AlterEnumStmt &s);
  void assumeFor(const PgQuery__Constraint &c, QName table);
  void assumeFor(const PgQuery__AlterTableStmt &s);
  void assumeDropped(const PgQuery__DropStmt &s);

  bool mayBeMissing = false; ///< IF EXISTS takes nothing for granted
};

} // namespace schemac::sql
