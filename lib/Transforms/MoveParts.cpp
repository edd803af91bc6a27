//===- MoveParts.cpp - What is built over columns that move ---------------===//
#include "Transforms/ForeignKeys.h"
#include "Transforms/HelperNames.h"
#include "Transforms/Moves.h"
#include "schemac/IR/ColumnUses.h"
#include "schemac/IR/SchemaIndex.h"
#include "schemac/IR/SqlNames.h"
#include <algorithm>
#include <set>

namespace schemac {

namespace {

/// Collects the parts of one group.
class PartFinder {
public:
  PartFinder(PlanUnit &unit, const Origins &origins, MoveGroup &group)
      : unit(unit), origins(origins), group(group) {}
  void run();

private:
  void collect(const Table &source, QName now);
  void collectReferences(const Table &source);
  void addIndex(const Index &old, const Table &target);
  void addConstraint(const Constraint &old, const Table &target);
  void findActions(MovedPart &part, const Constraint &old, const Table &target);
  bool touched(const auto &part, const Table &source, QName now) const;
  bool referenceTouched(const Constraint &fk) const;

  Name targetName(QName table, Name before) const;
  Name shadowName(QName table, Name target) const;
  Expr inTarget(Expr sql, QName table) const;
  Expr inShadow(Expr sql, QName table) const;
  Index targetForm(Index index, QName table) const;
  Index shadowForm(Index index, QName table) const;
  Constraint targetForm(Constraint c, QName table) const;
  Constraint shadowForm(Constraint c, QName table) const;
  Name standInFor(QName table, Name wanted) const;

  PlanUnit &unit;
  const Origins &origins;
  MoveGroup &group;
  std::set<std::pair<QName, Name>> seen;
};

} // namespace

//===--- names ------------------------------------------------------------===//

Name PartFinder::targetName(QName table, Name before) const {
  const ColumnMove *m = group.findBefore(table, before);
  return m ? m->to : before;
}

Name PartFinder::shadowName(QName table, Name target) const {
  const ColumnMove *m = group.find(table, target);
  return m ? m->shadow : target;
}

Expr PartFinder::inTarget(Expr sql, QName table) const {
  for (const ColumnMove &m : group.columns)
    if (m.table == table && m.renames())
      sql = renameColumnIn(unit.context, sql, m.from, m.to, table.name);
  return sql;
}

Expr PartFinder::inShadow(Expr sql, QName table) const {
  for (const ColumnMove &m : group.columns)
    if (m.table == table && m.shadow != m.to)
      sql = renameColumnIn(unit.context, sql, m.to, m.shadow, table.name);
  return sql;
}

template <class Fn> static void eachName(std::vector<Name> &names, Fn map) {
  for (Name &n : names)
    n = map(n);
}

/// The columns and expressions of the extra part of \p c, as the functions say.
template <class NameFn, class SqlFn> static void mapExtra(Constraint &c, NameFn name, SqlFn sql) {
  if (!c.extra)
    return;
  ConstraintExtra &extra = c.edit();
  eachName(extra.setColumns, name);
  extra.where = sql(extra.where);
  for (IndexElem &e : extra.elems) {
    e.column = e.column ? name(e.column) : Name();
    e.expr = sql(e.expr);
  }
}

template <class NameFn, class SqlFn> static Index mapped(Index index, NameFn name, SqlFn sql) {
  for (IndexElem &e : index.elems) {
    e.column = e.column ? name(e.column) : Name();
    e.expr = sql(e.expr);
  }
  eachName(index.include, name);
  index.where = sql(index.where);
  return index;
}

Index PartFinder::targetForm(Index index, QName table) const {
  return mapped(
      std::move(index), [&](Name n) { return targetName(table, n); },
      [&](Expr e) { return inTarget(e, table); });
}

Index PartFinder::shadowForm(Index index, QName table) const {
  return mapped(
      std::move(index), [&](Name n) { return shadowName(table, n); },
      [&](Expr e) { return inShadow(e, table); });
}

Constraint PartFinder::targetForm(Constraint c, QName table) const {
  eachName(c.columns, [&](Name n) { return targetName(table, n); });
  eachName(c.include, [&](Name n) { return targetName(table, n); });
  c.refTable = c.refTable ? origins.nowNamed(c.refTable) : QName();
  eachName(c.refColumns, [&](Name n) { return targetName(c.refTable, n); });
  c.check = inTarget(c.check, table);
  mapExtra(
      c, [&](Name n) { return targetName(table, n); }, [&](Expr e) { return inTarget(e, table); });
  return c;
}

Constraint PartFinder::shadowForm(Constraint c, QName table) const {
  eachName(c.columns, [&](Name n) { return shadowName(table, n); });
  eachName(c.include, [&](Name n) { return shadowName(table, n); });
  eachName(c.refColumns, [&](Name n) { return shadowName(c.refTable, n); });
  c.check = inShadow(c.check, table);
  mapExtra(
      c, [&](Name n) { return shadowName(table, n); }, [&](Expr e) { return inShadow(e, table); });
  return c;
}

/// The final name when nothing of the source has it, else another until the exchange.
Name PartFinder::standInFor(QName table, Name wanted) const {
  const Table *source = origins.table(table);
  bool taken = source && (source->index(wanted) || source->constraint(wanted));
  return taken ? standIn(unit.context, wanted) : wanted;
}

//===--- collecting -------------------------------------------------------===//

bool PartFinder::touched(const auto &part, const Table &source, QName now) const {
  return std::ranges::any_of(group.columns, [&](const ColumnMove &m) {
    return m.table == now && usesColumn(part, m.from, source.name.name);
  });
}

bool PartFinder::referenceTouched(const Constraint &fk) const {
  QName referenced = origins.nowNamed(fk.refTable);
  return std::ranges::any_of(fk.refColumns,
                             [&](Name n) { return group.findBefore(referenced, n) != nullptr; });
}

void PartFinder::addIndex(const Index &old, const Table &target) {
  MovedPart part;
  part.table = target.name;
  part.oldName = old.name;
  part.unique = old.unique;
  Index wanted = targetForm(old, target.name);
  for (const Index &i : target.indexes) {
    wanted.name = i.name;
    bool better = !part.newName || i.name == old.name;
    if (sameIndex(wanted, i) && better) {
      part.newName = i.name;
      part.index = shadowForm(i, target.name);
    }
  }
  if (part.newName)
    part.standIn = standInFor(target.name, *part.newName);
  group.parts.push_back(std::move(part));
}

/// A foreign key of the target that differs from \p old in its actions, and in nothing else.
void PartFinder::findActions(MovedPart &part, const Constraint &old, const Table &target) {
  Constraint now = old, wanted = targetForm(old, target.name);
  now.refTable = wanted.refTable;
  // Which columns an action sets is a difference of another kind.
  if ((old.extra && !old.extra->setColumns.empty()) || old.notEnforced)
    return;
  for (const Constraint &c : target.constraints) {
    wanted.name = c.name;
    wanted.onDelete = c.onDelete;
    wanted.onUpdate = c.onUpdate;
    if (!sameConstraint(wanted, c))
      continue;
    PhaseKind phase = phaseForAction(old, c);
    part.acts = {now, c, phase, Op()};
    part.constraint = shadowForm(c, target.name);
    if (phase == PhaseKind::Contract) {
      part.constraint.onDelete = old.onDelete;
      part.constraint.onUpdate = old.onUpdate;
    }
    part.standIn = standInFor(target.name, c.name);
    return;
  }
}

void PartFinder::addConstraint(const Constraint &old, const Table &target) {
  if (!seen.insert({target.name, old.name}).second)
    return;
  MovedPart part;
  bool key = old.kind == ConstraintKind::PrimaryKey || old.kind == ConstraintKind::Unique;
  part.kind = key                                      ? MovedPart::Key
              : old.kind == ConstraintKind::ForeignKey ? MovedPart::ForeignKey
                                                       : MovedPart::Check;
  part.table = target.name;
  part.oldName = old.name;
  part.unique = key;
  part.constraint.kind = old.kind;
  Constraint wanted = targetForm(old, target.name);
  for (const Constraint &c : target.constraints) {
    wanted.name = c.name;
    bool better = !part.newName || c.name == old.name;
    if (sameConstraint(wanted, c) && better) {
      part.newName = c.name;
      part.constraint = shadowForm(c, target.name);
    }
  }
  if (!part.newName && old.kind == ConstraintKind::ForeignKey)
    findActions(part, old, target);
  if (part.newName)
    part.standIn =
        key ? standIn(unit.context, *part.newName) : standInFor(target.name, *part.newName);
  group.parts.push_back(std::move(part));
}

void PartFinder::collect(const Table &source, QName now) {
  const Table *target = origins.targetTable(now);
  if (!target)
    return;
  for (const Index &index : source.indexes)
    if (touched(index, source, now))
      addIndex(index, *target);
  for (const Constraint &c : source.constraints)
    if (touched(c, source, now))
      addConstraint(c, *target);
  collectReferences(source);
}

/// Foreign keys of any table to moved columns of \p source.
void PartFinder::collectReferences(const Table &source) {
  for (QName user : unit.from->index().referencing(source.name)) {
    const Table *child = unit.from->table(user);
    const Table *target = origins.targetTable(origins.nowNamed(user));
    for (const Constraint &fk : child->constraints)
      if (target && fk.kind == ConstraintKind::ForeignKey && fk.refTable == source.name &&
          referenceTouched(fk))
        addConstraint(fk, *target);
  }
}

void PartFinder::run() {
  std::set<QName> tables;
  for (const ColumnMove &m : group.columns)
    tables.insert(m.table);
  for (QName now : tables)
    if (const Table *source = origins.table(now))
      collect(*source, now);
}

void findParts(PlanUnit &unit, const Origins &origins, MoveGroup &group) {
  PartFinder(unit, origins, group).run();
}

} // namespace schemac
