//===- MoveParts.cpp - What is built over columns that move ---------------===//
#include "Transforms/ByPartition.h"
#include "Transforms/ForeignKeys.h"
#include "Transforms/HelperNames.h"
#include "Transforms/Moves.h"
#include "Transforms/Placement.h"
#include "Transforms/Sql.h"
#include "schemac/IR/ColumnUses.h"
#include "schemac/IR/Partitions.h"
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
  void findKey(MovedPart &part);
  void takeKey(MovedPart &part, const Constraint *c, const Index &index);
  bool isAdded(QName table, Name name) const;
  bool isTaken(QName table, Name name) const;
  bool hindersNewCode(const MovedPart &part) const;
  void findBridge(MovedPart &part);
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
  const ColumnMove *m = group.findBefore(origins.columnsOf(table), before);
  return m ? m->to : before;
}

Name PartFinder::shadowName(QName table, Name target) const {
  const ColumnMove *m = group.find(origins.columnsOf(table), target);
  return m ? m->shadow : target;
}

Expr PartFinder::inTarget(Expr sql, QName table) const {
  for (const ColumnMove &m : group.columns)
    if (m.table == origins.columnsOf(table) && m.renames())
      sql = renameColumnIn(unit.context, sql, m.from, m.to, table.name);
  return sql;
}

Expr PartFinder::inShadow(Expr sql, QName table) const {
  for (const ColumnMove &m : group.columns)
    if (m.table == origins.columnsOf(table) && m.shadow != m.to)
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

/// \p c with its columns called by \p named, which takes a table and a column, and its expressions
/// by \p inForm.
template <class Named, class InForm>
static Constraint inNames(Constraint c, QName table, QName refTable, Named named, InForm inForm) {
  auto own = [&](Name n) { return named(table, n); };
  eachName(c.columns, own);
  eachName(c.include, own);
  c.refTable = refTable;
  eachName(c.refColumns, [&](Name n) { return named(refTable, n); });
  c.check = inForm(c.check);
  mapExtra(c, own, inForm);
  return c;
}

Constraint PartFinder::targetForm(Constraint c, QName table) const {
  QName refTable = c.refTable ? origins.nowNamed(c.refTable) : QName();
  return inNames(
      std::move(c), table, refTable, [&](QName of, Name n) { return targetName(of, n); },
      [&](Expr e) { return inTarget(e, table); });
}

Constraint PartFinder::shadowForm(Constraint c, QName table) const {
  QName refTable = c.refTable;
  return inNames(
      std::move(c), table, refTable, [&](QName of, Name n) { return shadowName(of, n); },
      [&](Expr e) { return inShadow(e, table); });
}

/// The final name when nothing of the source has it, else another until the exchange.
Name PartFinder::standInFor(QName table, Name wanted) const {
  const Table *source = origins.table(table);
  bool taken = source && (source->index(wanted) || source->constraint(wanted));
  return taken ? standIn(unit.context, wanted) : wanted;
}

//===--- keys in another form ----------------------------------------------===//

/// Whether all of \p a is in \p b, in any order.
static bool hasAllOf(const Index &b, const Index &a) {
  return std::ranges::all_of(a.elems, [&](const IndexElem &e) {
    return std::ranges::any_of(b.elems, [&](const IndexElem &x) {
      return x.column == e.column && x.expr == e.expr && x.collation == e.collation;
    });
  });
}

/// Whatever \p b refuses, \p a refuses as well.
static bool impliesKey(const Index &a, const Index &b) {
  return hasAllOf(b, a) && (!a.where || a.where == b.where) &&
         (a.nullsNotDistinct || !b.nullsNotDistinct);
}

bool PartFinder::isTaken(QName table, Name name) const {
  return std::ranges::any_of(
      group.parts, [&](const MovedPart &p) { return p.table == table && p.newName == name; });
}

bool PartFinder::isAdded(QName table, Name name) const {
  const Phase *change = unit.plan.findPhase(PhaseKind::Change);
  return std::ranges::any_of(change->steps, [&](const Op &op) {
    bool makes =
        AddPrimaryKeyOp::classof(op) || AddUniqueOp::classof(op) || CreateIndexOp::classof(op);
    const SubRef *path = makes ? &std::get<SubRef>(op.fields[0]) : nullptr;
    return path && path->sub == name && origins.norm(path->table) == origins.norm(table);
  });
}

/// It refuses what code of the target may write, which also leaves out a column that it does not
/// know: as part of a primary key it could not.
bool PartFinder::hindersNewCode(const MovedPart &part) const {
  const Table *target = origins.targetTable(part.table), *source = origins.table(part.table);
  if (std::ranges::none_of(origins.targetWithParents(part.table),
                           [&](const Table *t) { return impliesUnique(t, part.keeps); }))
    return true;
  const Constraint *old = part.wasIndex ? nullptr : source->constraint(part.oldName);
  if (!old || old->kind != ConstraintKind::PrimaryKey)
    return false;
  return std::ranges::any_of(old->columns, [&](Name n) {
    const Column *c = source->column(n);
    return c && !target->column(targetName(part.table, n)) && !c->defaultExpr &&
           c->generation == Generation::None;
  });
}

void PartFinder::takeKey(MovedPart &part, const Constraint *c, const Index &index) {
  part.newName = index.name;
  part.kind = c ? MovedPart::Key : MovedPart::PlainIndex;
  part.isStricter = !impliesKey(part.keeps, index);
  part.keeps = index;
  if (c)
    part.constraint = shadowForm(*c, part.table);
  else
    part.index = shadowForm(index, part.table);
  part.standIn = c ? standIn(unit.context, index.name) : standInFor(part.table, index.name);
}

/// The new key that makes the old one needless, or that it made needless: the one must not go
/// before the other is there, or duplicates get in meanwhile. The same columns in another order, or
/// as a key instead of an index, are best.
void PartFinder::findKey(MovedPart &part) {
  const Table *target = origins.targetTable(part.table);
  part.isEarly = hindersNewCode(part);
  auto pass = [&](auto fits) {
    auto consider = [&](const Constraint *c, const Index &index) {
      if (!part.newName && fits(index) && isAdded(part.table, index.name) &&
          !isTaken(part.table, index.name))
        takeKey(part, c, index);
    };
    for (const Constraint &c : target->constraints)
      if (c.kind <= ConstraintKind::Unique)
        consider(&c, sql::keyIndex(c.name, c));
    for (const Index &i : target->indexes)
      if (i.unique)
        consider(nullptr, i);
  };
  auto stronger = [&](const Index &i) { return impliesKey(i, part.keeps); };
  auto weaker = [&](const Index &i) { return impliesKey(part.keeps, i); };
  pass([&](const Index &i) { return stronger(i) && weaker(i); });
  pass(stronger);
  pass(weaker);
}

/// Code of the target upserts by the new names from the gate on, and a column that keeps its name
/// has its old type until the switch: no index of the old or the new key is over both.
void PartFinder::findBridge(MovedPart &part) {
  if (!part.newName || part.isStricter ||
      std::ranges::any_of(part.keeps.elems, [](const IndexElem &e) { return !e.column; }))
    return;
  bool renames = false, retypes = false;
  for (const ColumnMove &m : group.columns)
    if (m.table == origins.columnsOf(part.table) &&
        std::ranges::count(part.keeps.elems, m.to, &IndexElem::column))
      (m.renames() ? renames : retypes) = true;
  bool isKnown = !renames && !part.isEarly; // the old key is there, under the same names
  if (isKnown || !retypes || isPartitioned(origins, part.table))
    return;
  part.bridge = part.keeps;
  part.bridge->name = bridgeName(unit.context, *part.newName);
}

//===--- collecting -------------------------------------------------------===//

bool PartFinder::touched(const auto &part, const Table &source, QName now) const {
  return std::ranges::any_of(group.columns, [&](const ColumnMove &m) {
    return m.table == origins.columnsOf(now) && usesColumn(part, m.from, source.name.name);
  });
}

bool PartFinder::referenceTouched(const Constraint &fk) const {
  QName referenced = origins.columnsOf(origins.nowNamed(fk.refTable));
  return std::ranges::any_of(fk.refColumns,
                             [&](Name n) { return group.findBefore(referenced, n) != nullptr; });
}

void PartFinder::addIndex(const Index &old, const Table &target) {
  MovedPart part;
  part.table = target.name;
  part.oldName = old.name;
  part.unique = old.unique;
  part.wasIndex = true;
  Index wanted = targetForm(old, target.name);
  part.keeps = wanted;
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
  if (key)
    part.keeps = sql::keyIndex(old.name, wanted);
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
    if (!index.partOf && touched(index, source, now))
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
  for (const ColumnMove &m : group.columns) {
    tables.insert(m.table);
    for (QName part : partitionsBelow(*unit.from, origins.sourceName(m.table)))
      tables.insert(origins.nowNamed(part)); // what they have by themselves
  }
  for (QName now : tables)
    if (const Table *source = origins.table(now))
      collect(*source, now);
  // Those that stay as they are have been found: what is left of the target is new.
  for (MovedPart &part : group.parts)
    if (part.unique && !part.newName)
      findKey(part);
  for (MovedPart &part : group.parts)
    if (part.unique)
      findBridge(part);
}

void findParts(PlanUnit &unit, const Origins &origins, MoveGroup &group) {
  PartFinder(unit, origins, group).run();
}

} // namespace schemac
