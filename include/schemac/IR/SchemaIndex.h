//===- SchemaIndex.h - Who uses what in a state -----------------*- C++ -*-===//
//
// Inverse relations of a Schema: which table has the index of this name, who references this table,
// who has columns of this enum. A step over 100,000 tables must not look at all of them, so the
// Schema keeps this once it is asked for, and brings it up to date from what was edited since.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/IR/Schema.h"

namespace schemac {

class SchemaIndex {
public:
  /// The table that has an index, primary key or unique constraint called \p relation. These names,
  /// tables and views share one space in each namespace.
  QName keyOwner(QName relation) const;
  /// Tables with a foreign key to \p table (itself too), sorted.
  std::vector<QName> referencing(QName table) const { return sorted(references, table); }
  /// Tables with a column of the type \p name, or of an array of it, sorted.
  std::vector<QName> enumUsers(QName name) const { return sorted(enums, name); }
  /// Shim views over \p table, sorted.
  std::vector<QName> shims(QName table) const { return sorted(shimsOf, table); }
  /// Whether a table, enum or view is in the namespace.
  bool inUse(Name ns) const;

private:
  friend class Schema;
  friend class Journal;
  /// How often each user uses the thing.
  using Users = std::unordered_map<QName, unsigned>;
  using UserMap = std::unordered_map<QName, Users>;

  explicit SchemaIndex(const Schema &schema);
  /// Follows what \p schema went through since the last call.
  void update(const Schema &schema);
  void count(const Table &table, int by);
  void count(const Enum &e, int by) { countNamespace(e.name, by); }
  void count(const View &view, int by);
  void countKey(QName relation, QName table, int by);
  void countNamespace(QName n, int by);
  static void count(UserMap &map, QName used, QName user, int by);
  static std::vector<QName> sorted(const UserMap &map, QName used);
  template <class T>
  void follow(const std::unordered_map<QName, std::shared_ptr<const T>> &old,
              const EntityMap<T> &now);

  std::unordered_multimap<QName, QName> keys; ///< one owner, but where a state is unsound
  UserMap references, enums, shimsOf;
  std::unordered_map<Name, unsigned> namespaces;
  Journal since; ///< what was edited after the last update
};

/// The enum behind \p type, also as the element of an array; null when there is none.
QName enumIn(Type type);

} // namespace schemac
