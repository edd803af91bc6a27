//===- Shadow.h - The exchange of columns, step by step ---------*- C++ -*-===//
//
// One group, both columns alive: expand adds the second columns and keeps them in step, migrate
// fills them and builds over them what is over the first, then one transaction exchanges them, and
// contract removes the first.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Transforms/Moves.h"

namespace schemac {

class ShadowExchange {
public:
  ShadowExchange(PlanUnit &unit, const Origins &origins, const MoveGroup &group);
  void run();

private:
  //===--- before the gate (ShadowPrepare.cpp) ------------------------------===//
  void addShadow(const ColumnMove &m);
  Expr defaultValue(const ColumnMove &m) const;
  Expr ownDefault(const ColumnMove &m) const;
  bool takesNullForDefault(const ColumnMove &m) const;
  Expr defaultInNewType(const ColumnMove &m) const;
  /// The old column gets the default of the target before the gate.
  bool startsWithDefault(const ColumnMove &m) const;
  void dropFreed(const MovedPart &part);
  bool goesEarly(const MovedPart &p) const {
    return p.unique ? p.isEarly : !p.newName && !p.wasIndex;
  }
  /// The new one takes the name of an index that is dropped later.
  bool stepsAside(const MovedPart &p) const {
    return p.wasIndex && p.newName && p.oldName == *p.newName && p.standIn != *p.newName &&
           !goesEarly(p);
  }
  void fill(const ColumnMove &m);
  void buildIndex(const MovedPart &part);
  void buildRule(const MovedPart &part);
  void addGenerated();
  void buildByPartition(const MovedPart &part, PhaseKind phase);
  void askOfTheCode(const ColumnMove &m);

  //===--- after it (ShadowExchange.cpp) ------------------------------------===//
  void proveLate(const ColumnMove &m);
  void dropOldRules();
  void dropSync(const ColumnMove &m);
  void swapColumn(const ColumnMove &m);
  void swapNames(const ColumnMove &m);
  void tellComputed();
  void leaveColumn(const ColumnMove &m);
  void swapEnums();
  void takeOverDefaults(const ColumnMove &m);
  Constraint finalKey(const MovedPart &p) const;
  std::vector<SubRef> partsOfKey(const MovedPart &p);
  void takeOverKey(const MovedPart &p);
  void takeOverNames();
  void keepFormer(const ColumnMove &m);
  void loosenFormer(const ColumnMove &m);
  void nameSequence(const ColumnMove &m);
  void removeFormer(const ColumnMove &m);
  void removeFormerIndexes();
  bool refusesNulls(const MovedPart &p) const;
  bool leaves() const;
  void removeRefusing(PhaseKind phase);
  void remakeStatistics();

  /// NOT NULL can be proved before the gate: every writer gives a value that has one in the new
  /// type.
  bool requiredEarly(const ColumnMove &m) const;
  bool requiredLate(const ColumnMove &m) const { return !m.after->nullable && !requiredEarly(m); }
  /// Serial or identity.
  bool numbers(const Column *c) const {
    return c->generation == Generation::Serial || isIdentity(c);
  }
  bool isIdentity(const Column *c) const {
    return c->generation == Generation::IdentityAlways ||
           c->generation == Generation::IdentityByDefault;
  }
  /// Generated under both names: each is made of other columns, so nothing has to keep them in step
  /// and nothing is lost with one of them.
  bool computed(const ColumnMove &m) const {
    return m.renames() && m.before->generated() && m.after->generated();
  }
  void giveSequence(Recipe &r, const ColumnMove &m);
  /// The first and the second column change names; otherwise the first goes under its own.
  bool swaps(const ColumnMove &m) const { return group.firstStays || !m.renames(); }
  SubRef at(const ColumnMove &m, Name column) const { return {m.table, column}; }
  SubRef at(const MovedPart &p, Name name) const { return {p.table, name}; }
  Recipe recipe(SourceRange range) const { return Recipe(unit, range, group.change); }
  Recipe recipe(const ColumnMove &m) const { return recipe(m.range); }

  PlanUnit &unit;
  const Origins &origins;
  const MoveGroup &group;
  PhaseKind exchange; ///< switch, or contract when nothing keeps its name
  Recipe all;         ///< for steps of no single column
};

} // namespace schemac
