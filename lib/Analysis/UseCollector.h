//===- UseCollector.h - Collects what steps use -----------------*- C++ -*-===//
//
// One overload for every operation (UseOperations.cpp). A step that drops something undoes the uses
// that thing makes: the index goes before its column, the foreign key before its target. What it
// was made of is looked up in the state before, or in the step of the list that made it.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "StepUses.h"

namespace schemac {

class UseCollector {
public:
  UseCollector(std::span<const Op> steps, const Schema &before) : steps(steps), before(before) {}
  ThingUses run();

#define OP(CLASS, MNEMONIC, KIND, FIELDS) void operator()(CLASS##Op step);
#include "schemac/IR/Operations.def"

private:
  using List = std::vector<unsigned> ThingUse::*;
  static QName norm(QName n) { return {n.ns.str() == "public" ? Name() : n.ns, n.name}; }
  static QName beside(const SubRef &path, Name name) { return {path.table.ns, name}; }

  void add(List list, const Thing &thing);
  void add(List list, ThingKind kind, QName object, Name sub = {}) {
    add(list, {kind, norm(object), sub});
  }
  void provide(ThingKind k, QName o, Name s = {}) { add(&ThingUse::providers, k, o, s); }
  void remove(ThingKind k, QName o, Name s = {}) { add(&ThingUse::removers, k, o, s); }
  void rename(ThingKind k, QName o, Name s = {}) { add(&ThingUse::renamers, k, o, s); }
  void require(ThingKind k, QName o, Name s = {}) { add(&ThingUse::requirers, k, o, s); }
  void table(QName t) { require(ThingKind::Relation, t); }
  void column(const SubRef &c) { table(c.table), require(ThingKind::Column, c.table, c.sub); }
  void columns(QName t, const std::vector<Name> &names);
  void newTypes(QName t, const std::vector<Name> &names);
  void type(List list, Type t);
  void unique(List list, QName t, const std::vector<Name> &names);

  void columnDef(QName t, const Column &c);
  void key(List list, QName t, const Constraint &c);
  void index(List list, QName t, const Index &i);
  /// A value for a column of an enum type may name labels that a step adds.
  void value(Type type, Expr e);
  /// Columns that come or go, where \p e names them; \p query: by whatever qualifier.
  void expression(QName t, Expr e, bool query = false);
  void addKey(const SubRef &path, const Constraint &c);
  void moveTable(QName from, QName to);

  /// Uses of columns end here, whatever the columns are called by then.
  void useColumns(QName t, const std::vector<Name> &names);
  void useConstraint(QName t, const Constraint &c);
  void useIndex(QName t, const Index &i);
  void useExpression(QName t, Expr e);

  void gather(const Op &op, unsigned at);
  const Table *oldTable(QName t) const;
  const Column *findColumn(const SubRef &ref) const;
  const Constraint *findConstraint(const SubRef &ref) const;
  const Index *findIndex(const SubRef &ref) const;
  const Trigger *findTrigger(const SubRef &ref) const;
  template <class View> const Op *maker(const SubRef &ref) const;

  std::span<const Op> steps;
  const Schema &before;
  unsigned current = 0;
  ThingUses uses;
  std::unordered_map<QName, QName> formerTable; ///< by the name after a rename
  std::unordered_map<QName, std::vector<Name>>
      changedNames; ///< columns that come, go or change name
  std::unordered_map<QName, std::vector<Name>> newLabels;
  std::unordered_map<Thing, Name, ThingHash> laterColumn; ///< former column to its new name
  std::unordered_multimap<Thing, unsigned, ThingHash> makers;
};

} // namespace schemac
