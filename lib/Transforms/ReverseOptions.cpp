//===- ReverseOptions.cpp - Taking back options of tables and columns -----===//
#include "Transforms/ByPartition.h"
#include "Transforms/Reverser.h"
#include "schemac/Dialect/Bounds.h"
#include "schemac/IR/Interpreter.h"
#include "schemac/IR/Partitions.h"
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

/// A check that says what the bounds say stays after a concurrent detach, so that the server makes
/// none of its own.
Undo Reverser::operator()(AttachPartitionOp step) {
  const Table *t = table(step.table()), *parent = table(step.parent());
  if (t && parent && !parent->partitionBy) { // it goes from all parents at once
    Undo undo = undoRename(make<DetachPartitionOp>(step.table(), false));
    for (QName former : t->inherits)
      undo.steps.push_back(make<AttachPartitionOp>(step.table(), former));
    return undo;
  }
  std::string check = parent && origins.dialect()
                          ? boundsAsCheck(*origins.dialect(), before, *parent, step.bound())
                          : std::string();
  bool concurrently = t && !check.empty() && hasValidCheck(*t, check) && unit.plan.version >= 14 &&
                      !small(parent->name) && !defaultPartition(before, parent->name);
  return undoRename(make<DetachPartitionOp>(step.table(), concurrently));
}

/// Checks spare the table and the default partition the look at their rows under the lock.
void Reverser::proveBounds(Undo &undo, std::vector<SubRef> &proofs, const Table &of,
                           const std::string &check) const {
  if (small(of.name) || hasValidCheck(of, check))
    return;
  Constraint proof = boundsCheck(unit.context, of.name, check);
  proofs.push_back({of.name, proof.name});
  undo.steps.push_back(make<AddCheckOp>(proofs.back(), proof));
  undo.steps.push_back(make<ValidateConstraintOp>(proofs.back()));
}

Undo Reverser::operator()(DetachPartitionOp step) {
  const Table *t = table(step.table()), *parent = t ? table(t->partitionOf) : nullptr;
  Undo undo;
  for (QName former : t ? t->inherits : std::vector<QName>())
    undo.steps.push_back(make<AttachPartitionOp>(step.table(), former));
  if (!parent)
    return undo;
  std::vector<SubRef> proofs;
  std::string check = origins.dialect()
                          ? boundsAsCheck(*origins.dialect(), before, *parent, t->bound)
                          : std::string();
  if (!check.empty()) {
    proveBounds(undo, proofs, *t, check);
    std::string own = origins.dialect()->partitionCheck(parent->partitionBy, t->bound);
    if (const Table *rest = defaultPartition(before, parent->name); rest && rest != t)
      proveBounds(undo, proofs, *rest, "NOT (" + own + ")");
  }
  undo.steps.push_back(make<AttachPartitionOp>(step.table(), t->partitionOf, t->bound));
  for (const SubRef &proof : proofs)
    undo.steps.push_back(make<DropConstraintOp>(proof));
  return undo;
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

/// It cannot be taken off; it goes with the index of the parent. Of a key it is not attached yet.
Undo Reverser::operator()(CreateIndexPartOp step) {
  const Table *t = table(step.path().table);
  const Table *parent = t ? table(t->partitionOf) : nullptr;
  if (parent && parent->constraint(step.of()))
    return undoRename(make<DropIndexOp>(step.path(), true));
  const Table *source = t ? origins.table(t->partitionOf) : nullptr;
  const Index *waiting = source ? source->index(step.of()) : nullptr;
  return waiting && waiting->invalid
             ? Undo{{}, ReverseClass::Lossless, "the index that waited for it stays complete"}
             : Undo();
}
Undo Reverser::operator()(AttachKeyPartOp) { return {}; }

Undo Reverser::operator()(SetIndexTablespaceOp step) {
  const Table *t = table(step.path().table);
  const Index *i = index(step.path());
  const Constraint *c = t ? t->constraint(step.path().sub) : nullptr;
  Name before = i ? i->tablespace : c ? c->more().tablespace : Name();
  return undoRename(step.concurrently() ? make<SetIndexTablespaceOp>(step.path(), before, true)
                                        : make<SetIndexTablespaceOp>(step.path(), before));
}

Undo Reverser::operator()(SetIndexParametersOp step) {
  const Table *t = table(step.path().table);
  const Index *i = index(step.path());
  const Constraint *c = t ? t->constraint(step.path().sub) : nullptr;
  Parameters before = i ? i->parameters : c ? c->more().parameters : Parameters();
  return undoRename(make<SetIndexParametersOp>(step.path(), before));
}

} // namespace schemac
