//===- Adopt.h - What the parts of the taking over share --------*- C++ -*-===//
#pragma once

#include "Diff/Names.h"
#include "schemac/Diff/Adopt.h"
#include "schemac/IR/ColumnUses.h"
#include <algorithm>
#include <unordered_set>

namespace schemac {

class Adopter {
public:
  Adopter(Schema &to, const Schema &from, const Managed &managed, Context &context, Name usualOwner)
      : to(to), from(from), managed(managed), context(context), names(context),
        usualOwner(usualOwner) {}
  Adopted run();
  Adopted runForPartitions();

private:
  bool leaves(Aspect a) const { return !managed.has(a); }
  void note(Aspect a, std::string name) { adopted[a].push_back(std::move(name)); }
  /// Adopt.cpp: whole objects.
  void keepTables();
  void followInKept();
  void matchTables();
  void namespaces();
  template <class T> void objects(Aspect a);
  void tables();
  Table followed(const Table &part) const;
  bool isDropped(QName name) const;
  void enums();
  void access();
  template <class T> bool keepsOwner(const T &was) const;
  bool isForeign(QName name) const;
  bool goesWithTable(const ExtendedStatistics &s) const;
  const Table *formerly(const Table &now) const;

  // AdoptTables.cpp: parts of tables that are in both.
  void table(const Table &was, Table &now);
  void columns(const Table &was, Table &now);
  void column(const Table &was, const Column &old, Column &now);
  void constraints(const Table &was, Table &now);
  void keyOptions(const Constraint &old, Constraint &now, QName table);
  bool uniqueConstraint(const Constraint &old, Table &now);
  void indexes(const Table &was, Table &now);
  bool indexOptions(const Index &old, Index &now, QName table);
  void triggers(const Table &was, Table &now);
  void options(const Table &was, Table &now);
  void replicaIdentity(const Table &was, Table &now);
  bool isGone(const Table &was, Name column) const;

  // AdoptWordless.cpp: what no form but SQL and YAML has a word for, or a target used none of the
  // words, of what is in both.
  void wordless();
  void wordlessOptions(const Table &was, Table &now);
  void wordlessOptions(const Constraint &was, Constraint &now, QName table);
  void lateOptions(const Constraint &was, Constraint &now, QName table);
  void wordlessIndexes(const Table &was, Table &now);
  void wordlessSettings(const Function &was);

  template <class Part> bool usesGone(const Table &was, const Part &part) const;

  Schema &to;
  const Schema &from;
  const Managed &managed;
  Context &context;
  NameMap names;
  Name usualOwner;
  std::unordered_map<QName, QName> tableNow; ///< old names of tables that are in both
  std::unordered_set<Name> listed;           ///< schemas that the target names
  std::unordered_set<const Column *> kept;   ///< columns of the old state that stay
  std::vector<QName> keptTables;             ///< that the target does not have
  Adopted adopted;
};

/// What is on a column that goes, goes with it.
template <class Part> bool Adopter::usesGone(const Table &was, const Part &part) const {
  return std::ranges::any_of(was.columns, [&](const Column &c) {
    return !kept.count(&c) && usesColumn(part, c.name, was.name.name);
  });
}

} // namespace schemac
