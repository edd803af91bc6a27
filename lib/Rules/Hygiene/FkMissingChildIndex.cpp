//===- FkMissingChildIndex.cpp - fk-missing-child-index ------------------------------------===//
//
// A delete of a parent looks for its children. Reported for tables that are large already; new ones
// are the author's to judge.
//
//===----------------------------------------------------------------------===//
#include "Rules/Rule.h"
#include "schemac/IR/ColumnUses.h"

namespace schemac {

void checkFkMissingChildIndex(RuleContext &rule, const Op &op) {
  auto add = dynOp<AddForeignKeyOp>(op);
  if (!add || rule.quiet(add->path().table) || rule.changeOf(op).size() > 1)
    return;
  QName child = add->path().table;
  const Table *target = rule.unit.to->table(child);
  if (!target || leadsAnIndex(*target, add->def().columns))
    return;
  rule.diags.report(op.range, diag::warn_fk_missing_child_index, add->def().refTable.str(),
                    child.str(), rule.size(child), nameList(add->def().columns));
}

} // namespace schemac
