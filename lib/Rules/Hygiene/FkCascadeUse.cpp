//===- FkCascadeUse.cpp - fk-cascade-use ----------------------------------------------===//
//
// A matter of policy: some teams want every delete to be written down.
//
//===----------------------------------------------------------------------===//
#include "Rules/StateRule.h"

namespace schemac {

void checkFkCascadeUse(StateContext &rule) {
  rule.eachConstraint(ConstraintKind::ForeignKey, [&](const Table &t, const Constraint &fk) {
    if (fk.onDelete == FkAction::Cascade)
      rule.diags.report(fk.range, diag::warn_fk_cascade_use, fk.refTable.str(), t.name.str());
  });
}

} // namespace schemac
