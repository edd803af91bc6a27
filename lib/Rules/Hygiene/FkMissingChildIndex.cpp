//===- FkMissingChildIndex.cpp - fk-missing-child-index ------------------------------------===//
//
// A delete of a parent looks for its children. Reported for tables that are large already, when
// they get the key or lose the index; new ones are the author's to judge.
//
//===----------------------------------------------------------------------===//
#include "Rules/Rule.h"
#include "schemac/IR/ColumnUses.h"

namespace schemac {

/// The state by which the index has to be there: CREATE INDEX CONCURRENTLY wants a file of its own,
/// which may be the next one.
static const Schema &settled(const RuleContext &rule) {
  return rule.releaseEnd ? *rule.releaseEnd : rule.nextEnd ? *rule.nextEnd : *rule.unit.to;
}

/// The index that a key was searched by goes, and no other one begins so.
static void checkDropped(RuleContext &rule, const Op &op) {
  auto drop = dynOp<DropIndexOp>(op);
  const Table *before = drop ? rule.table(drop->path().table) : nullptr;
  const Table *after = before ? settled(rule).table(before->name) : nullptr;
  if (!after || rule.quiet(before->name))
    return;
  for (const Constraint &c : before->constraints)
    if (c.kind == ConstraintKind::ForeignKey && after->constraint(c.name) &&
        leadsAnIndex(*before, c.columns) && !leadsAnIndex(*after, c.columns)) {
      const Index *gone = before->index(drop->path().sub);
      Table rest = *before;
      std::erase_if(rest.indexes, [&](const Index &i) { return i.name == drop->path().sub; });
      if (gone && !leadsAnIndex(rest, c.columns))
        rule.diags.report(op.range, diag::warn_fk_missing_child_index, c.refTable.str(),
                          before->name.str(), rule.size(before->name), nameList(c.columns));
    }
}

void checkFkMissingChildIndex(RuleContext &rule, const Op &op) {
  if (op.kind == OpKind::DropIndex)
    return checkDropped(rule, op);
  auto add = dynOp<AddForeignKeyOp>(op);
  if (!add || add->def().notEnforced || rule.quiet(add->path().table) ||
      rule.changeOf(op).size() > 1)
    return;
  QName child = add->path().table;
  const Table *target = settled(rule).table(child);
  if (!target || leadsAnIndex(*target, add->def().columns))
    return;
  rule.diags.report(op.range, diag::warn_fk_missing_child_index, add->def().refTable.str(),
                    child.str(), rule.size(child), nameList(add->def().columns));
}

} // namespace schemac
