//===- RlsEnableWithoutPolicy.cpp - rls-enable-without-policy --------------------------------===//
//
// Row security without a permissive policy shows nothing to anybody but the owner.
//
//===----------------------------------------------------------------------===//
#include "Rules/Rule.h"
#include <algorithm>

namespace schemac {

void checkRlsEnableWithoutPolicy(RuleContext &rule, const Op &op) {
  QName name;
  if (auto set = dynOp<SetRowSecurityOp>(op); set && set->enabled())
    name = set->table();
  else if (auto create = dynOp<CreateTableOp>(op); create && create->table().rowSecurity)
    name = create->table().name;
  const Table *target = name ? rule.unit.to->table(name) : nullptr;
  const Table *before = name ? rule.table(name) : nullptr;
  if (!target || (before && before->rowSecurity))
    return;
  if (std::none_of(target->policies.begin(), target->policies.end(),
                   [](const Policy &p) { return !p.restrictive; }))
    rule.diags.report(op.range, diag::warn_rls_enable_without_policy, name.str());
}

} // namespace schemac
