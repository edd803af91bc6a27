//===- TypeFkLocksParent.cpp - type-fk-locks-parent ----------------------------------------===//
//
// A foreign key over a column whose type changes is made anew, which takes ACCESS EXCLUSIVE on the
// other table as well, even where the rows stay as they are. Off by default: the lock is short, and
// the lock timeout of the plan bounds the wait for it. What rewrites goes by another column.
//
//===----------------------------------------------------------------------===//
#include "Rules/Rule.h"
#include "schemac/IR/SchemaIndex.h"
#include <algorithm>

namespace schemac {

static bool has(const std::vector<Name> &columns, Name column) {
  return std::find(columns.begin(), columns.end(), column) != columns.end();
}

/// The tables on the other side of foreign keys over \p column that somebody would notice.
static std::vector<QName> otherSides(const RuleContext &rule, const Table &table, Name column) {
  std::vector<QName> out;
  auto add = [&](QName other) {
    if (other != table.name && !rule.quiet(other) &&
        std::find(out.begin(), out.end(), other) == out.end())
      out.push_back(other);
  };
  for (const Constraint &c : table.constraints)
    if (c.kind == ConstraintKind::ForeignKey && has(c.columns, column))
      add(c.refTable);
  for (QName user : rule.state.index().referencing(table.name))
    for (const Constraint &c : rule.table(user)->constraints)
      if (c.kind == ConstraintKind::ForeignKey && c.refTable == table.name &&
          has(c.refColumns, column))
        add(user);
  return out;
}

void checkTypeFkLocksParent(RuleContext &rule, const Op &op) {
  auto set = dynOp<SetTypeOp>(op);
  const Column *old = set ? rule.column(set->column()) : nullptr;
  if (!old || old->type == set->type())
    return;
  std::string others;
  for (QName other : otherSides(rule, *rule.table(set->column().table), set->column().sub))
    others += fmt::format("{}'{}'", others.empty() ? "" : ", ", other.str());
  if (others.empty())
    return;
  auto d =
      rule.diags.report(op.range, diag::warn_type_fk_locks_parent, set->column().str(), others);
  d.label(old->range, "was declared here");
  rule.explain(d, op);
}

} // namespace schemac
