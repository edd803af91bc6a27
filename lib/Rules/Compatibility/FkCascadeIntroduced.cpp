//===- FkCascadeIntroduced.cpp - fk-cascade-introduced -------------------------------------===//
//
// A cascade goes on from table to table. On a child that did not have one, deletes that were
// refused or left orphans now take its rows along, and those of its own children.
//
//===----------------------------------------------------------------------===//
#include "Rules/Rule.h"
#include <algorithm>

namespace schemac {

/// The child and everything that a delete in it takes along, in the target.
static std::string closure(const RuleContext &rule, QName child) {
  std::vector<QName> gone{child};
  for (size_t i = 0; i < gone.size() && gone.size() < 8; ++i)
    for (const Table &t : rule.unit.to->tables())
      for (const Constraint &c : t.constraints)
        if (c.kind == ConstraintKind::ForeignKey && c.onDelete == FkAction::Cascade &&
            c.refTable == gone[i] && std::find(gone.begin(), gone.end(), t.name) == gone.end())
          gone.push_back(t.name);
  std::string list;
  for (QName n : gone)
    list += fmt::format("{}'{}'", list.empty() ? "" : ", ", n.str());
  return list;
}

/// Over columns that come with it a cascade is no surprise: its author has just written it.
static bool isNewRelation(const RuleContext &rule, const AddForeignKeyOp &add) {
  const Table *old = rule.unit.from->table(add.path().table);
  return old && std::none_of(add.def().columns.begin(), add.def().columns.end(),
                             [&](Name n) { return old->column(n) != nullptr; });
}

void checkFkCascadeIntroduced(RuleContext &rule, const Op &op) {
  auto add = dynOp<AddForeignKeyOp>(op);
  if (!add || add->def().onDelete != FkAction::Cascade || rule.isNew(add->path().table) ||
      rule.isNew(add->def().refTable) || isNewRelation(rule, *add))
    return;
  const Constraint *old = rule.replacedKey(*add);
  if (old && old->onDelete == FkAction::Cascade)
    return;
  rule.diags.report(op.range, diag::warn_fk_cascade_introduced, add->def().refTable.str(),
                    closure(rule, add->path().table));
}

} // namespace schemac
