//===- EmitConstraint.cpp - Keys, checks and references as SQL ------------===//
#include "Definitions.h"
#include "Facts.h"
#include "schemac/IR/SchemaIndex.h"
#include <algorithm>
#include <functional>

namespace schemac::emitpg {

namespace {

bool hasIndex(const Constraint &c) {
  return c.kind == ConstraintKind::PrimaryKey || c.kind == ConstraintKind::Unique ||
         c.kind == ConstraintKind::Exclusion;
}

/// The index that comes and goes with the constraint. Nobody asks for it beside that, but it is not
/// to be taken for another one that has the name before or after it.
Probe indexBehind(const Emission &e, const SubRef &constraint) {
  Probe fact = indexFact(e, constraint);
  fact.sql.clear();
  fact.owners.push_back(constraintFact(e, constraint).object);
  return fact;
}

/// The path names the constraint: a definition that was taken from elsewhere may say another name.
void addConstraint(Emission &e, const SubRef &path, Constraint def) {
  def.name = path.sub;
  bool key = def.kind == ConstraintKind::PrimaryKey || def.kind == ConstraintKind::Unique;
  bool only = key && def.notValid; // of a partitioned table, by itself
  def.notValid &= !key;
  const Table *table = e.before.table(path.table);
  if (def.usingIndex && table && table->partitionOf) // a part of a former key may have had the name
    e.nowAbsent(constraintFact(e, path));
  e.add("ALTER TABLE {}{} ADD {}", only ? "ONLY " : "", e.quote(path.table), constraintDef(e, def));
  e.nowPresent(constraintFact(e, path));
  if (hasIndex(def) && def.usingIndex != path.sub)
    e.nowPresent(indexBehind(e, path));
  // The index that becomes the constraint takes its name.
  if (def.usingIndex && def.usingIndex != path.sub)
    e.nowAbsent(indexFact(e, {path.table, def.usingIndex}));
}

/// A statement that locks two tables takes both locks first, the referenced table before the other:
/// the order in which applications insert, so neither waits for the other in a circle. A foreign
/// key is of its table alone, and is not inherited.
void lockBoth(Emission &e, QName referenced, QName table, std::string_view mode) {
  if (!(referenced == table))
    e.add("LOCK TABLE {}{}, {}{} IN {} MODE", e.only(referenced), e.quote(referenced),
          e.only(table), e.quote(table), mode);
}

/// Of several keys of the columns the server takes whichever index is the oldest; the primary key
/// only when no columns are named.
bool isOneOfSeveral(const Emission &e, const Constraint &fk) {
  const Table *t = e.before.table(fk.refTable);
  const Constraint *key = t ? t->primaryKey() : nullptr;
  if (!key || key->columns != fk.refColumns)
    return false;
  auto sameColumns = [&](const auto &list, auto column) {
    return list.size() == key->columns.size() &&
           std::ranges::is_permutation(list, key->columns, {}, column);
  };
  return std::ranges::any_of(t->constraints,
                             [&](const Constraint &c) {
                               return c.kind == ConstraintKind::Unique &&
                                      sameColumns(c.columns, std::identity());
                             }) ||
         std::ranges::any_of(t->indexes, [&](const Index &i) {
           return i.unique && !i.where && sameColumns(i.elems, &IndexElem::column);
         });
}

/// What a partition has of a foreign key of the whole goes and comes with that: where the plan
/// drops this one and makes it again, the one of the partition tells nothing.
void nameWhole(Emission &e, const SubRef &path) {
  const Table *part = e.before.table(path.table);
  while (part && part->partitionOf && !e.out.probes.empty()) {
    e.out.probes.back().owners.push_back(constraintFact(e, {part->partitionOf, path.sub}).object);
    part = e.before.table(part->partitionOf);
  }
}

} // namespace

void emit(AddPrimaryKeyOp op, Emission &e) { addConstraint(e, op.path(), op.def()); }
void emit(AddUniqueOp op, Emission &e) { addConstraint(e, op.path(), op.def()); }
void emit(AddCheckOp op, Emission &e) { addConstraint(e, op.path(), op.def()); }

void emit(AddForeignKeyOp op, Emission &e) {
  if (op.def().notValid)
    lockBoth(e, op.def().refTable, op.path().table, "SHARE ROW EXCLUSIVE");
  Constraint def = op.def();
  if (isOneOfSeveral(e, def))
    def.refColumns.clear();
  addConstraint(e, op.path(), def);
  nameWhole(e, op.path());
}

void emit(AddExclusionOp op, Emission &e) { addConstraint(e, op.path(), op.def()); }

/// A foreign key that is enforced again is looked at in all rows of both tables.
void emit(AlterConstraintOp op, Emission &e) {
  const Constraint *known = e.constraint(op.path());
  bool enforcement = known && known->notEnforced != op.notEnforced();
  if (enforcement)
    lockBoth(e, known->refTable, op.path().table,
             op.notEnforced() ? "ACCESS EXCLUSIVE" : "SHARE ROW EXCLUSIVE");
  std::string what = op.initiallyDeferred() ? "DEFERRABLE INITIALLY DEFERRED"
                     : op.deferrable()      ? "DEFERRABLE INITIALLY IMMEDIATE"
                                            : "NOT DEFERRABLE";
  if (enforcement)
    what += op.notEnforced() ? " NOT ENFORCED" : " ENFORCED";
  e.add("ALTER TABLE {} ALTER CONSTRAINT {} {}", e.quote(op.path().table), e.quote(op.path().sub),
        what);
}

void emit(DropConstraintOp op, Emission &e) {
  const Constraint *known = e.constraint(op.path());
  if (known && known->kind == ConstraintKind::ForeignKey)
    lockBoth(e, known->refTable, op.path().table, "ACCESS EXCLUSIVE");
  e.add("ALTER TABLE {} DROP CONSTRAINT {}", e.quote(op.path().table), e.quote(op.path().sub));
  e.nowAbsent(constraintFact(e, op.path()));
  if (known && hasIndex(*known))
    e.nowAbsent(indexBehind(e, op.path()));
}

/// Its lock lets reads and writes pass, also while it waits, so it may wait as long as it takes.
void emit(ValidateConstraintOp op, Emission &e) {
  e.add("ALTER TABLE {} VALIDATE CONSTRAINT {}", e.quote(op.path().table), e.quote(op.path().sub));
  e.out.lockTimeout = false;
}

/// A foreign key of partitions keeps its name when that of the whole gets another, where a new
/// partition would have that one.
static void renameInParts(RenameConstraintOp op, Emission &e) {
  e.add(R"(DO $schemac$
DECLARE
  part regclass;
BEGIN
  FOR part IN SELECT conrelid FROM pg_constraint WHERE contype = 'f' AND conparentid <> 0
    AND conname = {0} AND conrelid IN (SELECT relid FROM pg_partition_tree({2}::regclass))
  LOOP
    EXECUTE format('ALTER TABLE %s RENAME CONSTRAINT %I TO %I', part, {0}, {1});
  END LOOP;
END
$schemac$)",
        e.text(op.path().sub.str()), e.text(op.to().str()), e.literal(op.path().table));
}

void emit(RenameConstraintOp op, Emission &e) {
  e.add("ALTER TABLE {} RENAME CONSTRAINT {} TO {}", e.quote(op.path().table),
        e.quote(op.path().sub), e.quote(op.to()));
  const Constraint *known = e.constraint(op.path());
  const Table *whole = e.before.table(op.path().table);
  if (known && known->kind == ConstraintKind::ForeignKey && whole && whole->partitionBy &&
      !e.before.index().childrenOf(whole->name).empty())
    renameInParts(op, e);
  e.nowAbsent(constraintFact(e, op.path()));
  // A part of a former constraint may have had the name.
  SubRef to{op.path().table, op.to()};
  if (const Table *table = e.before.table(op.path().table); !table || !table->partitionOf)
    e.nowPresent(constraintFact(e, to));
  else
    tellUnasked(e, constraintFact(e, to), true);
}

} // namespace schemac::emitpg
