//===- ConstraintNotEnforced.cpp - constraint-not-enforced ---------------------------===//
//
// NOT ENFORCED is a remark: neither old rows nor new ones obey.
//
//===----------------------------------------------------------------------===//
#include "Rules/StateRule.h"

namespace schemac {

void checkConstraintNotEnforced(StateContext &rule) {
  for (const Table *t : rule.tables())
    for (const Constraint &c : t->constraints)
      if (c.notEnforced)
        rule.diags.report(c.range, diag::warn_constraint_not_enforced, c.name.str(), t->name.str());
}

} // namespace schemac
