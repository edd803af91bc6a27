//===- ConstraintNotValid.cpp - constraint-not-valid ----------------------------------===//
//
// NOT VALID is half of a change. Rows from before stay unchecked, and no query may rely on the
// rule.
//
//===----------------------------------------------------------------------===//
#include "Rules/StateRule.h"

namespace schemac {

void checkConstraintNotValid(StateContext &rule) {
  for (const Table *t : rule.tables())
    for (const Constraint &c : t->constraints)
      if (c.notValid)
        rule.diags.report(c.range, diag::warn_constraint_not_valid, c.name.str(), t->name.str());
  for (const Domain &d : rule.state.domains())
    for (const Constraint &c : d.checks)
      if (c.notValid)
        rule.diags.report(c.range.isValid() ? c.range : d.range, diag::warn_constraint_not_valid,
                          c.name.str(), d.name.str());
}

} // namespace schemac
