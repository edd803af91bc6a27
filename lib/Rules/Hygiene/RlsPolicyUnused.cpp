//===- RlsPolicyUnused.cpp - rls-policy-unused ----------------------------------------===//
//
// A policy does nothing until ALTER TABLE … ENABLE ROW LEVEL SECURITY.
//
//===----------------------------------------------------------------------===//
#include "Rules/StateRule.h"

namespace schemac {

void checkRlsPolicyUnused(StateContext &rule) {
  for (const Table *t : rule.tables())
    if (!t->policies.empty() && !t->rowSecurity)
      rule.diags.report(t->range, diag::warn_rls_policy_unused, t->name.str());
}

} // namespace schemac
