//===- FkDropLocksParent.cpp - fk-drop-locks-parent ----------------------------------------===//
//
// Dropping a foreign key takes ACCESS EXCLUSIVE on both of its tables. Off by default: the lock is
// short, and the lock timeout of the plan bounds the wait for it.
//
//===----------------------------------------------------------------------===//
#include "Rules/Rule.h"

namespace schemac {

void checkFkDropLocksParent(RuleContext &rule, const Op &op) {
  auto drop = dynOp<DropConstraintOp>(op);
  const Table *table = drop ? rule.table(drop->path().table) : nullptr;
  const Constraint *key = table ? table->constraint(drop->path().sub) : nullptr;
  if (!key || key->kind != ConstraintKind::ForeignKey || rule.quiet(key->refTable) ||
      key->refTable == table->name)
    return;
  auto d = rule.diags.report(op.range, diag::warn_fk_drop_locks_parent, drop->path().sub.string(),
                             key->refTable.str());
  rule.explain(d, op);
}

} // namespace schemac
