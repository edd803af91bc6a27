//===- ReverseConstraints.cpp - Taking back keys, checks and indexes ------===//
#include "Transforms/ByPartition.h"
#include "Transforms/HelperNames.h"
#include "Transforms/NotNull.h"
#include "Transforms/Reverser.h"
#include "Transforms/Sql.h"
#include "schemac/IR/Interpreter.h"
#include "schemac/IR/SchemaIndex.h"
#include <algorithm>

namespace schemac {

//===--- bringing back ----------------------------------------------------===//

bool Reverser::isLargeWhole(QName name) const {
  const Table *t = table(name);
  return t && t->partitionBy && !small(name);
}

static QName asNamed(QName table) { return table; }

/// `before`, with columns that stand aside under the names that they come back to: the server named
/// the parts of an index when those were theirs.
Schema Reverser::withFormerNames(QName table) const {
  Schema state = before;
  QName root = origins.columnsOf(table);
  const Table *source = unit.from->table(origins.sourceName(root));
  if (!source || !state.table(root))
    return state;
  for (const Column &c : source->columns) {
    const Table &now = *state.table(root);
    Name aside = formerColumn(unit.context, c.name);
    if (!now.column(aside))
      continue;
    auto rename = [&, name = now.name](Name from, Name to) {
      apply(make<RenameColumnOp>(SubRef{name, from}, to), state, unit.context, nullptr);
    };
    if (now.column(c.name))
      rename(c.name, shadowColumn(unit.context, c.name));
    rename(aside, c.name);
  }
  return state;
}

bool Reverser::restoreByPartition(Undo &undo, QName table, const Constraint &constraint) const {
  bool primary = constraint.kind == ConstraintKind::PrimaryKey;
  if (!isLargeWhole(table) || (!primary && constraint.kind != ConstraintKind::Unique))
    return false;
  Constraint whole = constraint;
  whole.notValid = true;
  Schema state = withFormerNames(table);
  QName whereNow = origins.norm(table);
  const Constraint *named = state.table(whereNow)->constraint(constraint.name);
  addParts(undo, partSteps(unit.context, state, whereNow, named ? *named : constraint, asNamed),
           [&](const SubRef &path) {
             whole.name = path.sub;
             return primary ? make<AddPrimaryKeyOp>(path, whole) : make<AddUniqueOp>(path, whole);
           });
  return true;
}

bool Reverser::restoreByPartition(Undo &undo, QName table, const Index &index) const {
  if (!isLargeWhole(table))
    return false;
  Index whole = index;
  Schema state = withFormerNames(table);
  QName whereNow = origins.norm(table);
  const Index *named = state.table(whereNow)->index(index.name);
  addParts(undo, partSteps(unit.context, state, whereNow, named ? *named : index, asNamed),
           [&](const SubRef &path) {
             whole.name = path.sub;
             return make<CreateIndexOp>(path, whole, false, true);
           });
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

/// Before 18 a foreign key of a partitioned table cannot be proved later; it takes over what its
/// partitions have.
void Reverser::proveOnLeaves(Undo &undo, QName table, Constraint key) const {
  std::vector<QName> leaves = leavesOf(before, origins.norm(table));
  key.notValid = true;
  for (QName leaf : leaves)
    undo.steps.push_back(make<AddForeignKeyOp>(SubRef{leaf, key.name}, key));
  for (QName leaf : leaves)
    undo.steps.push_back(make<ValidateConstraintOp>(SubRef{leaf, key.name}));
}

void Reverser::restore(Undo &undo, QName table, const Constraint &constraint) const {
  if (restoreByPartition(undo, table, constraint))
    return;
  SubRef path{table, constraint.name};
  Constraint def = constraint;
  const Table *t = this->table(table);
  bool whole = t && t->partitionBy; // has no ways around of its own
  bool proveLater =
      !def.notValid && !def.notEnforced && !small(table) && !(whole && unit.plan.version < 18);
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
  case ConstraintKind::ForeignKey:
    if (isLargeWhole(table) && unit.plan.version < 18)
      proveOnLeaves(undo, table, def);
    [[fallthrough]];
  case ConstraintKind::Check:
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

/// The foreign keys that refer to \p columns of \p table.
std::vector<std::pair<QName, Constraint>>
Reverser::referencesTo(const Table &table, const std::vector<Name> &columns) const {
  std::vector<std::pair<QName, Constraint>> found;
  for (QName user : before.index().referencing(table.name))
    for (const Constraint &c : before.table(user)->constraints)
      if (c.kind == ConstraintKind::ForeignKey && c.refTable == table.name &&
          std::ranges::is_permutation(c.refColumns, columns))
        found.push_back({user, c});
  return found;
}

/// A key of a partition that is its part of one that the whole has.
static bool isOfTheWhole(const Origins &origins, QName table, const Constraint &key) {
  for (const Table *t : origins.targetWithParents(table))
    for (const Constraint &c : t->constraints)
      if (t->name != origins.norm(table) && c.kind == key.kind && c.columns == key.columns)
        return true;
  return false;
}

/// Foreign keys rest on the key by now, if only its index was there before: they are made again.
/// The index comes first, so that rows are kept apart, and upserts find a key, at any time.
Undo Reverser::undoKey(const SubRef &path, const Constraint &key) const {
  Undo undo;
  const Table *t = table(path.table);
  if (!t)
    return undo;
  const Index *index = t->index(key.usingIndex);
  bool goes = t->partitionOf && isOfTheWhole(origins, path.table, key); // with that
  bool early = index && index->name != path.sub && !goes;
  if (early)
    restore(undo, path.table, *index);
  std::vector<std::pair<QName, Constraint>> resting = referencesTo(*t, key.columns);
  for (const auto &[user, fk] : resting)
    undo.steps.push_back(make<DropConstraintOp>(SubRef{user, fk.name}));
  undo.steps.push_back(make<DropConstraintOp>(path));
  if (index && !early)
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

/// Whether a step after this one makes a foreign key of \p name again.
bool Reverser::isMadeAgain(QName table, Name name) const {
  bool later = false;
  for (const Phase &phase : unit.plan.phases)
    for (const Op &other : phase.steps) {
      auto add = later ? dynOp<AddForeignKeyOp>(other) : std::nullopt;
      if (add && origins.norm(add->path().table) == table && add->path().sub == name)
        return true;
      later |= &other == &op;
    }
  return false;
}

/// Foreign keys that were made again while there were two indexes may rest on the one that goes: of
/// several the server takes the oldest.
Undo Reverser::operator()(CreateIndexOp step) {
  if (step.only() && step.def().partOf) // as with a part that is built
    return {{}, ReverseClass::Lossless, "the index that waited for it stays complete"};
  const Table *t = table(step.path().table);
  std::vector<std::pair<QName, Constraint>> resting;
  std::vector<Name> columns;
  for (const IndexElem &e : step.def().elems)
    columns.push_back(e.column);
  if (t && step.def().unique && !step.def().where)
    resting = referencesTo(*t, columns);
  std::erase_if(resting, [&](const auto &r) { return !isMadeAgain(r.first, r.second.name); });
  if (resting.empty())
    return undoRename(make<DropIndexOp>(step.path(), step.concurrently()));
  Undo undo;
  for (const auto &[user, fk] : resting)
    undo.steps.push_back(make<DropConstraintOp>(SubRef{user, fk.name}));
  undo.steps.push_back(make<DropIndexOp>(step.path(), false));
  for (const auto &[user, fk] : resting)
    restore(undo, user, fk);
  return undo;
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
  if (const Index *index = this->index(step.path())) {
    restore(undo, step.path().table, *index);
    const Table *t = table(step.path().table);
    if (index->invalid && !index->partOf && !(t && t->partitionBy))
      undo.reason = "what was an invalid index comes back as one that serves";
  }
  return undo;
}

Undo Reverser::operator()(RenameIndexOp step) {
  return undoRename(make<RenameIndexOp>(SubRef{step.path().table, step.to()}, step.path().sub));
}

} // namespace schemac
