//===- FkUse.cpp - fk-use -------------------------------------------------------------===//
//
// A matter of policy, as where tables may move to servers of their own.
//
//===----------------------------------------------------------------------===//
#include "Rules/StateRule.h"

namespace schemac {

void checkFkUse(StateContext &rule) {
  rule.eachConstraint(ConstraintKind::ForeignKey, [&](const Table &t, const Constraint &fk) {
    rule.diags.report(fk.range, diag::warn_fk_use, t.name.str(), fk.refTable.str());
  });
}

} // namespace schemac
