//===- SchemaIndex.h - Who uses what in a state -----------------*- C++ -*-===//
//
// Inverse relations of a Schema: which table has the index of this name, who references this table,
// who has columns of this enum. A step over 100,000 tables must not look at all of them, so the
// Schema keeps this once it is asked for, and brings it up to date from what was edited since.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/IR/Schema.h"
#include "llvm/ADT/SmallVector.h"

namespace schemac {

class PartitionBounds;
class PartitionClaims;

/// Pairs of what is used and the name of who does, as a multiset: an immutable sorted list that all
/// copies of a state share, and what each of them changed since.
template <class Used> class UserRelation {
public:
  using Pair = std::pair<Used, QName>;

  /// Takes the pairs of a whole state.
  void build(std::vector<Pair> pairs);
  void add(Used used, QName user, int by);
  /// The users of \p used, each once, sorted by name.
  std::vector<QName> users(Used used) const;
  /// The first of them; null when there is none.
  QName firstUser(Used used) const;
  /// Makes copies cheap: the list takes over the changes when they are many.
  void settle();

private:
  std::shared_ptr<const std::vector<Pair>> base;
  /// User, how often more or less; a user may stand there more than once.
  using Counts = llvm::SmallVector<std::pair<QName, int>, 2>;
  static void sum(Counts &counts);
  /// With every user once.
  Counts countsOf(Used used) const;

  llvm::DenseMap<Used, Counts> changes;

  /// The users of what has many, sorted by name: made when they are asked for, and changed with
  /// them from then on, as a step changes one of them and asks for all.
  using Sorted = std::vector<std::pair<QName, int>>;
  static void count(Sorted &users, QName user, int by);
  mutable llvm::DenseMap<Used, Sorted> sorted;
};
using NameRelation = UserRelation<QName>;

class SchemaIndex {
public:
  /// The table (or materialized view) that has an index, primary key or unique constraint called \p
  /// relation. These names, tables and views share one space in each namespace.
  QName keyOwner(QName relation) const;
  std::vector<QName> keyOwners(QName relation) const; ///< all, where names are not unique
  /// Tables with a foreign key to \p table (itself too), sorted.
  std::vector<QName> referencing(QName table) const { return references.users(table); }
  /// Tables with a constraint trigger FROM \p table, sorted.
  std::vector<QName> triggersFrom(QName table) const { return firesFrom.users(table); }
  /// Partitions of \p table and tables that inherit from it, sorted.
  std::vector<QName> childrenOf(QName table) const { return children.users(table); }
  /// The partition of \p table for rows that no other takes; null when there is none.
  QName defaultPartition(QName table) const { return defaults.firstUser(table); }
  /// Which rows the partitions of \p table claim, in \p schema, whose index this is.
  const PartitionClaims &claims(const Schema &schema, QName table, PartitionBounds &known) const;
  /// Tables with a column of the type \p name, or of an array of it, sorted.
  std::vector<QName> enumUsers(QName name) const { return columnTypes.users(name); }
  /// The same for any type that the schema defines.
  std::vector<QName> columnsOfType(QName name) const { return columnTypes.users(name); }
  /// Domains, composite and range types that are made of the type \p name, sorted.
  std::vector<QName> typesOver(QName name) const { return typeParts.users(name); }
  /// Sequences that a column of \p table owns, sorted.
  std::vector<QName> ownedSequences(QName table) const { return owners.users(table); }
  /// Tables and domains with a default that draws from some sequence, sorted: few, as the
  /// sequences of serial columns are not written as defaults.
  std::vector<QName> drawing() const { return draws.users(QName()); }
  /// Extended statistics over columns of \p table, sorted.
  std::vector<QName> statisticsOn(QName table) const { return statistics.users(table); }
  /// Shim views over \p table, sorted.
  std::vector<QName> shims(QName table) const { return shimsOf.users(table); }
  /// Views with a query, sorted. What is in their text, one must look for (IR/Queries.h).
  std::vector<QName> withQuery() const { return queries.users(QName()); }
  /// Views whose query may have \p word among its names, sorted: all that do, and hardly another.
  std::vector<QName> withWord(Name word) const { return words.users(wordKey(word.str())); }
  /// Functions whose body is a tree (IR/RoutineBodies.h), sorted.
  std::vector<QName> treeBodies() const { return bodies.users(QName()); }
  /// Functions with the type \p name in their arguments or result, sorted.
  std::vector<QName> withSignature(QName type) const { return signatures.users(type); }
  /// Functions that are called \p bare, sorted.
  std::vector<QName> overloads(QName bare) const { return called.users(bare); }
  /// Tables with row security policies, sorted.
  std::vector<QName> withPolicies() const { return policies.users(QName()); }
  /// Whether any object is in the namespace.
  bool inUse(Name ns) const;

private:
  friend class Schema;

  explicit SchemaIndex(const Schema &schema);
  /// What all copies can share from here on is shared.
  void settle();
  /// Follows what \p schema went through \p since.
  void update(const Schema &schema, const Journal &since);
  /// Calls one of the functions with (what, used, user) for everything that \p entity uses.
  template <class Fn> void visit(const Table &entity, Fn use);
  template <class Fn> void visit(const View &entity, Fn use);
  template <class Fn> void visit(const Function &entity, Fn use);
  template <class Fn> void visit(const Domain &entity, Fn use);
  template <class Fn> void visit(const Composite &entity, Fn use);
  template <class Fn> void visit(const RangeType &entity, Fn use);
  template <class Fn> void visit(const Sequence &entity, Fn use);
  template <class Fn> void visit(const ExtendedStatistics &entity, Fn use);
  template <class Fn> void visit(const Entity &, Fn) {} ///< kinds that use nothing
  template <class T>
  void follow(const std::unordered_map<QName, std::shared_ptr<const T>> &old,
              const EntityMap<T> &now);
  void countNamespace(QName n, int by);
  void followClaims(const Table *before, const Table *after);
  /// Words are text, and not all are names of the Context.
  static uint64_t wordKey(std::string_view word);
  static std::vector<uint64_t> wordsOf(const View &view);
  void countWords(const View &view, int by);

  static NameRelation SchemaIndex::*const Relations[16];
  NameRelation keys; ///< one owner, but where a state is unsound
  NameRelation references, columnTypes, typeParts, owners, draws, children, defaults, shimsOf;
  NameRelation statistics, firesFrom;
  NameRelation queries, policies, bodies; ///< all under the null name
  NameRelation signatures, called;
  UserRelation<uint64_t> words; ///< by wordKey()
  std::unordered_map<Name, int> namespaces;
  /// By the partitioned table: made when they are asked for, and kept from then on.
  mutable std::unordered_map<QName, std::shared_ptr<PartitionClaims>> claimed;
};

/// The type of the schema behind \p type, also as the element of an array; null when it is built
/// in.
Type definedIn(Type type);

/// The columns whose values are or hold one of the type \p type, through arrays, domains and
/// composite types, in the order of tables.
std::vector<SubRef> columnsMadeOf(const Schema &schema, QName type);

/// The enum behind \p type, also as the element of an array; null when there is none.
QName enumIn(Type type);

} // namespace schemac
