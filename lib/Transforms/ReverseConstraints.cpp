//===- ReverseConstraints.cpp - Taking back keys, checks and indexes ------===//
#include "Transforms/HelperNames.h"
#include "Transforms/NotNull.h"
#include "Transforms/Reverser.h"
#include "Transforms/Sql.h"
#include "schemac/IR/Partitions.h"
#include "schemac/IR/SchemaIndex.h"
#include <algorithm>

namespace schemac {

//===--- bringing back ----------------------------------------------------===//

/// The partitions of a large table with what they have of it; nothing when it is none, or when they
/// have partitions themselves.
std::optional<std::vector<Table>> Reverser::standingParts(QName name) const {
  const Table *t = table(name);
  if (!t || !t->partitionBy || small(name))
    return std::nullopt;
  std::vector<Table> parts;
  for (QName part : before.index().childrenOf(t->name)) {
    if (before.table(part)->partitionBy)
      return std::nullopt;
    parts.push_back(standalone(unit.context, before, *before.table(part)));
  }
  return parts;
}

bool Reverser::restoreByPartition(Undo &undo, QName table, const Constraint &constraint) const {
  bool primary = constraint.kind == ConstraintKind::PrimaryKey;
  std::optional<std::vector<Table>> parts = standingParts(table);
  if (!parts || (!primary && constraint.kind != ConstraintKind::Unique))
    return false;
  Constraint whole = constraint;
  whole.notValid = true;
  SubRef path{table, constraint.name};
  undo.steps.push_back(primary ? make<AddPrimaryKeyOp>(path, whole)
                               : make<AddUniqueOp>(path, whole));
  std::vector<SubRef> names;
  for (const Table &part : *parts)
    for (const Constraint &c : part.constraints)
      if (c.kind == constraint.kind && c.columns == constraint.columns) {
        names.push_back({part.name, c.name});
        break;
      }
  for (const SubRef &name : names)
    undo.steps.push_back(make<CreateIndexPartOp>(name, constraint.name));
  for (const SubRef &name : names)
    undo.steps.push_back(make<AttachKeyPartOp>(name, constraint.name));
  return true;
}

bool Reverser::restoreByPartition(Undo &undo, QName table, const Index &index) const {
  std::optional<std::vector<Table>> parts = standingParts(table);
  if (!parts)
    return false;
  undo.steps.push_back(make<CreateIndexOp>(SubRef{table, index.name}, index, false, true));
  for (const Table &part : *parts)
    for (Index i : part.indexes) {
      Name name = i.name;
      i.name = index.name;
      if (!sameIndex(i, index))
        continue;
      undo.steps.push_back(make<CreateIndexPartOp>(SubRef{part.name, name}, index.name));
      break;
    }
  return true;
}

void Reverser::restore(Undo &undo, QName table, const Index &index) const {
  if (restoreByPartition(undo, table, index))
    return;
  const Table *t = this->table(table);
  if (t && t->partitionBy) {
    undo.steps.push_back(make<CreateIndexOp>(SubRef{table, index.name}, index));
    return;
  }
  undo.steps.push_back(make<CreateIndexOp>(SubRef{table, index.name}, index, !small(table)));
}

void Reverser::restore(Undo &undo, QName table, const Constraint &constraint) const {
  if (restoreByPartition(undo, table, constraint))
    return;
  SubRef path{table, constraint.name};
  Constraint def = constraint;
  const Table *t = this->table(table);
  bool whole = t && t->partitionBy; // has no ways around of its own
  bool proveLater = !def.notValid && !small(table) && !(whole && unit.plan.version < 18);
  switch (def.kind) {
  case ConstraintKind::PrimaryKey:
  case ConstraintKind::Unique:
    if (!small(table) && !whole) {
      def.usingIndex = keyAgain(unit.context, def.name);
      undo.steps.push_back(make<CreateIndexOp>(SubRef{table, def.usingIndex},
                                               sql::keyIndex(def.usingIndex, def), true));
    }
    undo.steps.push_back(def.kind == ConstraintKind::PrimaryKey ? make<AddPrimaryKeyOp>(path, def)
                                                                : make<AddUniqueOp>(path, def));
    return;
  case ConstraintKind::Check:
  case ConstraintKind::ForeignKey:
    def.notValid |= proveLater;
    undo.steps.push_back(def.kind == ConstraintKind::Check ? make<AddCheckOp>(path, def)
                                                           : make<AddForeignKeyOp>(path, def));
    if (proveLater)
      undo.steps.push_back(make<ValidateConstraintOp>(path));
    return;
  case ConstraintKind::Exclusion:
    undo.steps.push_back(make<AddExclusionOp>(path, def));
  }
}

void Reverser::requireAgain(Undo &undo, const SubRef &column) const {
  if (small(column.table)) {
    undo.steps.push_back(make<SetNotNullOp>(column));
    return;
  }
  if (unit.plan.version >= 18) {
    undo.steps.push_back(make<SetNotNullOp>(column, true));
    undo.steps.push_back(make<ValidateNotNullOp>(column));
    return;
  }
  Constraint fence = notNullCheck(unit.context, column);
  fence.notValid = true;
  SubRef path{column.table, fence.name};
  undo.steps.push_back(make<AddCheckOp>(path, fence));
  undo.steps.push_back(make<ValidateConstraintOp>(path));
  undo.steps.push_back(make<SetNotNullOp>(column));
  undo.steps.push_back(make<DropConstraintOp>(path));
}

//===--- constraints ------------------------------------------------------===//

/// Foreign keys rest on the key by now, if only its index was there before: they are made again.
Undo Reverser::undoKey(const SubRef &path, const Constraint &key) const {
  Undo undo;
  const Table *t = table(path.table);
  if (!t)
    return undo;
  std::vector<std::pair<QName, Constraint>> resting;
  for (QName user : before.index().referencing(t->name))
    for (const Constraint &c : before.table(user)->constraints)
      if (c.kind == ConstraintKind::ForeignKey && c.refTable == t->name &&
          std::ranges::is_permutation(c.refColumns, key.columns))
        resting.push_back({user, c});
  for (const auto &[user, fk] : resting)
    undo.steps.push_back(make<DropConstraintOp>(SubRef{user, fk.name}));
  undo.steps.push_back(make<DropConstraintOp>(path));
  if (const Index *index = t->index(key.usingIndex))
    restore(undo, path.table, *index);
  for (const auto &[user, fk] : resting)
    restore(undo, user, fk);
  return undo;
}

Undo Reverser::operator()(AddPrimaryKeyOp step) {
  Undo undo = undoKey(step.path(), step.def());
  for (Name n : step.def().columns)
    if (const Column *c = column({step.path().table, n}); c && c->nullable)
      undo.steps.push_back(make<DropNotNullOp>(SubRef{step.path().table, n}));
  return undo;
}

Undo Reverser::operator()(AddUniqueOp step) { return undoKey(step.path(), step.def()); }

Undo Reverser::operator()(AddCheckOp step) {
  return undoRename(make<DropConstraintOp>(step.path()));
}
/// What partitions have had of it before goes with the one of the whole: on their own way back they
/// find it gone.
Undo Reverser::operator()(AddForeignKeyOp step) {
  return undoRename(make<DropConstraintOp>(step.path()));
}

Undo Reverser::operator()(DropConstraintOp step) {
  Undo undo;
  const Table *t = table(step.path().table);
  if (const Constraint *c = t ? t->constraint(step.path().sub) : nullptr)
    restore(undo, step.path().table, *c);
  return undo;
}

Undo Reverser::operator()(ValidateConstraintOp) { return {}; }

Undo Reverser::operator()(RenameConstraintOp step) {
  return undoRename(
      make<RenameConstraintOp>(SubRef{step.path().table, step.to()}, step.path().sub));
}

//===--- indexes ----------------------------------------------------------===//

Undo Reverser::operator()(CreateIndexOp step) {
  return undoRename(make<DropIndexOp>(step.path(), step.concurrently()));
}

const Index *Reverser::index(const SubRef &path) const {
  if (const Table *t = table(path.table))
    return t->index(path.sub);
  const View *v = before.views().find(origins.norm(path.table));
  auto it = v ? std::ranges::find(v->indexes, path.sub, &Index::name)
              : std::vector<Index>::const_iterator();
  return v && it != v->indexes.end() ? &*it : nullptr;
}

Undo Reverser::operator()(DropIndexOp step) {
  Undo undo;
  if (const Index *index = this->index(step.path()))
    restore(undo, step.path().table, *index);
  return undo;
}

Undo Reverser::operator()(RenameIndexOp step) {
  return undoRename(make<RenameIndexOp>(SubRef{step.path().table, step.to()}, step.path().sub));
}

} // namespace schemac
