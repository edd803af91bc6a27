//===- RlsLoosened.cpp - rls-loosened ------------------------------------------------===//
//
// Row security that is taken away, or a restrictive policy of it: roles see rows that they did not
// see. Policies that stay behind without row security are another rule's.
//
//===----------------------------------------------------------------------===//
#include "Rules/Rule.h"

namespace schemac {

void checkRlsLoosened(RuleContext &rule, const Op &op) {
  if (auto set = dynOp<SetRowSecurityOp>(op)) {
    const Table *before = rule.table(set->table()), *after = rule.unit.to->table(set->table());
    if (!set->enabled() && before && before->rowSecurity && after && !after->rowSecurity &&
        after->policies.empty() && !rule.isNew(set->table()))
      rule.diags.report(op.range, diag::warn_rls_loosened, "row security", set->table().str());
    return;
  }
  auto drop = dynOp<DropPolicyOp>(op);
  const Table *before = drop ? rule.table(drop->path().table) : nullptr;
  const Table *after = before ? rule.unit.to->table(before->name) : nullptr;
  const Policy *policy = before ? before->policy(drop->path().sub) : nullptr;
  if (policy && policy->restrictive && before->rowSecurity && after && after->rowSecurity &&
      !after->policy(policy->name))
    rule.diags.report(op.range, diag::warn_rls_loosened,
                      fmt::format("policy '{}'", policy->name.str()), before->name.str());
}

} // namespace schemac
