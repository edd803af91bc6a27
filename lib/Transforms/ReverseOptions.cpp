//===- ReverseOptions.cpp - Taking back options of tables and columns -----===//
#include "Transforms/Reverser.h"
#include "schemac/IR/Interpreter.h"
#include <algorithm>

namespace schemac {

//===--- columns ----------------------------------------------------------===//

Undo Reverser::operator()(ValidateNotNullOp) { return {}; }

Undo Reverser::operator()(AddIdentityOp step) {
  Undo undo = undoRename(make<DropIdentityOp>(step.column()));
  const Column *c = column(step.column());
  if (!c || c->generation != Generation::Serial)
    return undo;
  Name sequence = c->sequence();
  if (!sequence)
    sequence = unit.context.name(
        defaultSequenceName(step.column().table.name.str(), step.column().sub.str()));
  undo.steps.push_back(make<SetSerialOp>(step.column(), sequence));
  return undo;
}

Undo Reverser::operator()(AlterIdentityOp step) {
  const Column *c = column(step.column());
  return c ? undoRename(make<AlterIdentityOp>(step.column(), *c)) : Undo();
}

Undo Reverser::operator()(DropIdentityOp step) {
  const Column *c = column(step.column());
  return c ? undoRename(make<AddIdentityOp>(step.column(), *c)) : Undo();
}

Undo Reverser::operator()(SetExpressionOp step) {
  const Column *c = column(step.column());
  return c ? undoRename(make<SetExpressionOp>(step.column(), c->generated())) : Undo();
}

Undo Reverser::operator()(DropExpressionOp) {
  return {{}, ReverseClass::Irreversible, "a column cannot become a generated one"};
}

/// An index that said the new collation says nothing by now, and would follow the column back.
Undo Reverser::operator()(SetCollationOp step) {
  const Column *c = column(step.column());
  const Table *t = table(step.column().table);
  Undo undo;
  if (!c || !t)
    return undo;
  std::vector<const Index *> said;
  for (const Index &i : t->indexes)
    if (std::ranges::any_of(i.elems, [&](const IndexElem &e) {
          return e.column == c->name && e.collation &&
                 (e.collation == step.collation() ||
                  (!step.has_collation() && e.collation.str() == "default"));
        }))
      said.push_back(&i);
  for (const Index *i : said)
    undo.steps.push_back(make<DropIndexOp>(SubRef{t->name, i->name}, !small(t->name)));
  undo.steps.push_back(make<SetCollationOp>(step.column(), c->collation()));
  for (const Index *i : said)
    restore(undo, t->name, *i);
  return undo;
}

Undo Reverser::operator()(SetStorageOp step) {
  const Column *c = column(step.column());
  return c ? undoRename(make<SetStorageOp>(step.column(), c->storage())) : Undo();
}

Undo Reverser::operator()(SetCompressionOp step) {
  const Column *c = column(step.column());
  return c ? undoRename(make<SetCompressionOp>(step.column(), c->compression())) : Undo();
}

//===--- tables -----------------------------------------------------------===//

Undo Reverser::operator()(SetParametersOp step) {
  const Table *t = table(step.table());
  return t ? undoRename(make<SetParametersOp>(step.table(), t->parameters)) : Undo();
}

Undo Reverser::operator()(SetLoggedOp step) {
  return undoRename(make<SetUnloggedOp>(step.table()));
}
Undo Reverser::operator()(SetUnloggedOp step) {
  return undoRename(make<SetLoggedOp>(step.table()));
}

Undo Reverser::operator()(SetTablespaceOp step) {
  const Table *t = table(step.table());
  return t ? undoRename(make<SetTablespaceOp>(step.table(), t->tablespace)) : Undo();
}

Undo Reverser::operator()(SetReplicaIdentityOp step) {
  const Table *t = table(step.table());
  if (!t)
    return {};
  return undoRename(
      make<SetReplicaIdentityOp>(step.table(), t->replicaIdentity == ReplicaIdentity::Full,
                                 t->replicaIdentity == ReplicaIdentity::Nothing, t->replicaIndex));
}

Undo Reverser::operator()(AttachPartitionOp step) {
  return undoRename(make<DetachPartitionOp>(step.table()));
}

Undo Reverser::operator()(DetachPartitionOp step) {
  const Table *t = table(step.table());
  return t ? undoRename(make<AttachPartitionOp>(step.table(), t->partitionOf, t->bound)) : Undo();
}

//===--- constraints and indexes ------------------------------------------===//

Undo Reverser::operator()(AddExclusionOp step) {
  return undoRename(make<DropConstraintOp>(step.path()));
}

Undo Reverser::operator()(AlterConstraintOp step) {
  const Table *t = table(step.path().table);
  const Constraint *c = t ? t->constraint(step.path().sub) : nullptr;
  return c ? undoRename(make<AlterConstraintOp>(step.path(), c->deferrable, c->initiallyDeferred,
                                                c->notEnforced))
           : Undo();
}

/// It cannot be taken off; it goes with the index of the parent.
Undo Reverser::operator()(CreateIndexPartOp) { return {}; }

Undo Reverser::operator()(SetIndexParametersOp step) {
  const Table *t = table(step.path().table);
  const Index *i = t ? t->index(step.path().sub) : nullptr;
  const Constraint *c = t ? t->constraint(step.path().sub) : nullptr;
  Parameters before = i ? i->parameters : c ? c->more().parameters : Parameters();
  return undoRename(make<SetIndexParametersOp>(step.path(), before));
}

} // namespace schemac
