//===- Names.h - What the names of the old state are called in the new one -*- C++ -*-===//
//
// Every comparison goes through this mapping, so that a renamed column is no change of the indexes
// and keys it is part of. Identity for all but the few names that change, and free when none does.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/IR/Schema.h"

namespace schemac {

class NameMap {
public:
  explicit NameMap(Context &context) : context(context) {}
  void renameTable(QName from, QName to) { tables.emplace(from, to); }
  void renameEnum(QName from, QName to) { types.emplace(from, to); }
  /// The same for every type: their names are of one space.
  void renameType(QName from, QName to) { types.emplace(from, to); }
  /// By their names in calls.
  void renameFunction(QName from, QName to) { functions.emplace(from, to); }
  /// One that is declared, by what it is filed under, too.
  void moveFunction(const Function &from, QName to) {
    renameFunction(from.bare(), {to.ns, from.called});
    functions.emplace(from.name, to);
    moved.emplace(from.bare(), QName{to.ns, from.called});
  }
  void renameSequence(QName from, QName to) { sequences.emplace(from, to); }
  void renameColumn(QName table, Name from, Name to) { columns[table].emplace_back(from, to); }
  /// \p type by its old name.
  void renameLabel(QName type, Name from, Name to) { labels[type].emplace_back(from, to); }

  QName table(QName old) const { return find(tables, old); }
  QName typeName(QName old) const { return find(types, old); }
  QName function(QName old) const { return find(functions, old); }
  QName sequence(QName old) const { return find(sequences, old); }
  /// \p table by its old name, here and below.
  Name column(QName table, Name old) const { return find(columns, table, old); }
  std::vector<Name> columnList(QName table, const std::vector<Name> &old) const;
  Type type(Type old) const;
  /// An expression over the columns of \p table: databases keep trees, which follow a rename.
  Expr expr(QName table, Expr old) const;
  Expr defaultOf(QName table, const Column &column) const;
  /// The same where no table is: in the rules of a domain.
  Expr expr(Expr old) const { return expr(QName(), old); }

  /// The entity as the new state would name its parts.
  Constraint mapped(const Constraint &old, QName table) const;
  Index mapped(const Index &old, QName table) const;
  Function mapped(const Function &old) const;
  /// What it calls.
  Trigger mapped(const Trigger &old) const;
  /// A query that reads tables by their new names. Its columns are as they were.
  Expr query(Expr old) const;

  bool any() const {
    return !tables.empty() || !types.empty() || !columns.empty() || !labels.empty() ||
           !sequences.empty() || !functions.empty();
  }

private:
  using Map = std::unordered_map<QName, QName>;
  using PartMap = std::unordered_map<QName, std::vector<std::pair<Name, Name>>>;
  static QName find(const Map &map, QName old);
  static Name find(const PartMap &map, QName object, Name old);
  Context &context;
  Map tables, types, sequences, functions;
  Map moved; ///< those of the functions that views follow
  PartMap columns, labels;
};

} // namespace schemac
