//===- FkMissingChildIndex.cpp - fk-missing-child-index ------------------------------------===//
//
// A delete of a parent looks for its children. Reported for tables that are large already; new ones
// are the author's to judge.
//
//===----------------------------------------------------------------------===//
#include "Rules/Rule.h"
#include <algorithm>

namespace schemac {

static bool begins(const std::vector<Name> &list, const std::vector<Name> &columns) {
  return list.size() >= columns.size() &&
         std::is_permutation(columns.begin(), columns.end(), list.begin());
}

static bool hasIndex(const Table &t, const std::vector<Name> &columns) {
  for (const Constraint &c : t.constraints)
    if (c.kind <= ConstraintKind::Unique && begins(c.columns, columns))
      return true;
  for (const Index &i : t.indexes) {
    std::vector<Name> list;
    for (const IndexElem &e : i.elems)
      list.push_back(e.column);
    if (!i.where && begins(list, columns))
      return true;
  }
  return false;
}

void checkFkMissingChildIndex(RuleContext &rule, const Op &op) {
  auto add = dynOp<AddForeignKeyOp>(op);
  if (!add || rule.quiet(add->path().table) || rule.changeOf(op).size() > 1)
    return;
  QName child = add->path().table;
  const Table *target = rule.unit.to->table(child);
  if (!target || hasIndex(*target, add->def().columns))
    return;
  rule.diags.report(op.range, diag::warn_fk_missing_child_index, add->def().refTable.str(),
                    child.str(), rule.size(child), nameList(add->def().columns));
}

} // namespace schemac
