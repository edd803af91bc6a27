//===- FkOptionalImpliesSetNull.cpp - fk-optional-implies-set-null -------------------------===//
//
// The default action of a relation follows from whether it is optional. An author who made it
// optional did not ask for another action.
//
//===----------------------------------------------------------------------===//
#include "Rules/Rule.h"

namespace schemac {

void checkFkOptionalImpliesSetNull(RuleContext &rule, const Op &op) {
  auto add = dynOp<AddForeignKeyOp>(op);
  if (!add || add->def().onDelete != FkAction::SetNull)
    return;
  const Constraint *old = rule.replacedKey(*add);
  if (!old || (old->onDelete != FkAction::Restrict && old->onDelete != FkAction::NoAction))
    return;
  rule.diags
      .report(op.range, diag::warn_fk_optional_implies_set_null, add->def().refTable.str(),
              SubRef{add->path().table, add->def().columns.front()}.str())
      .label(old->range, "was declared here");
}

} // namespace schemac
