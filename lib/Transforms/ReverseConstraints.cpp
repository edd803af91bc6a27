//===- ReverseConstraints.cpp - Taking back keys, checks and indexes ------===//
#include "Transforms/HelperNames.h"
#include "Transforms/NotNull.h"
#include "Transforms/Reverser.h"
#include "Transforms/Sql.h"

namespace schemac {

//===--- bringing back ----------------------------------------------------===//

void Reverser::restore(Undo &undo, QName table, const Index &index) const {
  undo.steps.push_back(make<CreateIndexOp>(SubRef{table, index.name}, index, !small(table)));
}

void Reverser::restore(Undo &undo, QName table, const Constraint &constraint) const {
  SubRef path{table, constraint.name};
  Constraint def = constraint;
  bool proveLater = !def.notValid && !small(table);
  switch (def.kind) {
  case ConstraintKind::PrimaryKey:
  case ConstraintKind::Unique:
    if (!small(table)) {
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
  }
}

void Reverser::requireAgain(Undo &undo, const SubRef &column) const {
  if (small(column.table)) {
    undo.steps.push_back(make<SetNotNullOp>(column));
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

Undo Reverser::operator()(AddPrimaryKeyOp step) {
  Undo undo;
  undo.steps.push_back(make<DropConstraintOp>(step.path()));
  const Table *t = table(step.path().table);
  for (Name n : step.def().columns)
    if (const Column *c = t ? t->column(n) : nullptr; c && c->nullable)
      undo.steps.push_back(make<DropNotNullOp>(SubRef{step.path().table, n}));
  if (const Index *index = t ? t->index(step.def().usingIndex) : nullptr)
    restore(undo, step.path().table, *index);
  return undo;
}

Undo Reverser::operator()(AddUniqueOp step) {
  Undo undo;
  undo.steps.push_back(make<DropConstraintOp>(step.path()));
  const Table *t = table(step.path().table);
  if (const Index *index = t ? t->index(step.def().usingIndex) : nullptr)
    restore(undo, step.path().table, *index);
  return undo;
}

Undo Reverser::operator()(AddCheckOp step) {
  return undoRename(make<DropConstraintOp>(step.path()));
}
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

Undo Reverser::operator()(DropIndexOp step) {
  Undo undo;
  const Table *t = table(step.path().table);
  if (const Index *index = t ? t->index(step.path().sub) : nullptr)
    restore(undo, step.path().table, *index);
  return undo;
}

Undo Reverser::operator()(RenameIndexOp step) {
  return undoRename(make<RenameIndexOp>(SubRef{step.path().table, step.to()}, step.path().sub));
}

} // namespace schemac
