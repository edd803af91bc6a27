//===- RlsPolicyAlwaysTrue.cpp - rls-policy-always-true -------------------------------===//
//
// Meant for some tables, and left over from trying out in others.
//
//===----------------------------------------------------------------------===//
#include "Rules/StateRule.h"

namespace schemac {

void checkRlsPolicyAlwaysTrue(StateContext &rule) {
  for (const Table *t : rule.tables())
    for (const Policy &p : t->policies) {
      auto isTrue = [](Expr e) { return e.str() == "true" || e.str() == "(true)"; };
      if (!p.restrictive && p.command != PolicyCommand::Select &&
          (isTrue(p.usingExpr) || isTrue(p.withCheck)))
        rule.diags.report(p.range, diag::warn_rls_policy_always_true, p.name.str(), t->name.str());
    }
}

} // namespace schemac
