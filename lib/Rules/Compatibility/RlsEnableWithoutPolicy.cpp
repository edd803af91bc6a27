//===- RlsEnableWithoutPolicy.cpp - rls-enable-without-policy --------------------------------===//
//
// Row security without a permissive policy shows nothing to anybody but the owner.
//
//===----------------------------------------------------------------------===//
#include "Rules/Rule.h"
#include <algorithm>

namespace schemac {

static bool hasPermissive(const Table &t) {
  return std::any_of(t.policies.begin(), t.policies.end(),
                     [](const Policy &p) { return !p.restrictive; });
}

void checkRlsEnableWithoutPolicy(RuleContext &rule, const Op &op) {
  QName name;
  if (auto set = dynOp<SetRowSecurityOp>(op); set && set->enabled())
    name = set->table();
  else if (auto create = dynOp<CreateTableOp>(op); create && create->table().rowSecurity)
    name = create->table().name;
  auto drop = dynOp<DropPolicyOp>(op); // the last one that lets anybody in
  if (drop)
    name = drop->path().table;
  const Table *target = name ? rule.unit.to->table(name) : nullptr;
  const Table *before = name ? rule.table(name) : nullptr;
  if (!target || !target->rowSecurity || (before && before->rowSecurity && !drop))
    return;
  const Policy *dropped = drop && before ? before->policy(drop->path().sub) : nullptr;
  if (drop && (!dropped || dropped->restrictive || !before->rowSecurity))
    return;
  if (!hasPermissive(*target))
    rule.diags.report(op.range, diag::warn_rls_enable_without_policy, name.str());
}

} // namespace schemac
