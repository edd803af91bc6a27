//===- DiffOptions.cpp - Options of tables, columns and constraints -------===//

#include "Diff/Differ.h"
#include "schemac/Diff/Diags.h"

namespace schemac {

void Differ::diffColumnOptions(TablePair pair, ColumnPair c) {
  SubRef path{pair.to->name, c.to->name};
  SourceRange range = c.to->range;
  if (c.from->collation() != c.to->collation() && !followsParent(pair, c))
    steps.add(Slot::AlterColumn, SetCollationOp::make(range, path, c.to->collation()));
  if (c.from->storage() != c.to->storage())
    steps.add(Slot::AlterTable, SetStorageOp::make(range, path, c.to->storage()));
  if (c.from->compression() != c.to->compression())
    steps.add(Slot::AlterTable, SetCompressionOp::make(range, path, c.to->compression()));
  for (auto [differs, what] : {std::pair(c.from->charset() != c.to->charset(), "character set"),
                               {c.from->onUpdate() != c.to->onUpdate(), "ON UPDATE"},
                               {c.from->invisible() != c.to->invisible(), "visibility"}})
    if (differs)
      diags.report(range, diag::err_unsupported_change, what, path.str());
}

/// What identifies rows can change by itself, or because its index was made anew.
void Differ::diffIdentityOfRows(TablePair pair) {
  const Table &was = *pair.from, &is = *pair.to;
  bool same = was.replicaIdentity == is.replicaIdentity && was.replicaIndex == is.replicaIndex;
  if (same && is.replicaIdentity == ReplicaIdentity::Index) {
    const Index *a = was.index(is.replicaIndex), *b = is.index(is.replicaIndex);
    const Constraint *x = was.constraint(is.replicaIndex), *y = is.constraint(is.replicaIndex);
    same = a && b ? sameIndex(names.mapped(*a, was.name), *b)
                  : x && y && sameConstraint(names.mapped(*x, was.name), *y);
  }
  if (!same)
    steps.add(Slot::AlterTable,
              SetReplicaIdentityOp::make(
                  is.range, is.name, is.replicaIdentity == ReplicaIdentity::Full,
                  is.replicaIdentity == ReplicaIdentity::Nothing, is.replicaIndex));
}

void Differ::reportDivided(const Table &is) {
  auto why = undivided.find(to.table(is.name));
  diags.report(is.range, diag::err_partition_key_change, is.name.str(),
               why == undivided.end() ? "nothing changes what a table is partitioned by"
                                      : why->second);
}

void Differ::diffTableOptions(TablePair pair) {
  const Table &was = *pair.from, &is = *pair.to;
  if (!sameParameters(was.parameters, is.parameters))
    steps.add(Slot::AlterTable, SetParametersOp::make(is.range, is.name, is.parameters));
  if (was.unlogged != is.unlogged)
    steps.add(Slot::AlterTable, is.unlogged ? SetUnloggedOp::make(is.range, is.name)
                                            : SetLoggedOp::make(is.range, is.name));
  if (was.tablespace != is.tablespace)
    steps.add(Slot::AlterTable, SetTablespaceOp::make(is.range, is.name, is.tablespace));
  diffIdentityOfRows(pair);
  diffParents(pair);
  PartitionKey key = was.partitionBy;
  for (IndexElem &e : key.elems) {
    e.column = e.column ? names.column(was.name, e.column) : Name();
    e.expr = names.expr(was.name, e.expr);
  }
  if (!(key == is.partitionBy) || !sameRowParts(was, is))
    reportDivided(is);
}

/// A foreign key can be made deferrable and unenforced where it stands, if nothing else differs.
bool Differ::alterConstraint(TablePair pair, const Constraint &was, const Constraint &is) {
  if (was.kind != ConstraintKind::ForeignKey || was.name != is.name)
    return false;
  Constraint wanted = was;
  wanted.deferrable = is.deferrable;
  wanted.initiallyDeferred = is.initiallyDeferred;
  wanted.notEnforced = is.notEnforced;
  wanted.notValid = is.notValid;
  if (!sameConstraint(wanted, is))
    return false;
  steps.add(Slot::AddForeignKey,
            AlterConstraintOp::make(is.range, SubRef{pair.to->name, is.name}, is.deferrable,
                                    is.initiallyDeferred, is.notEnforced));
  return true;
}

} // namespace schemac
