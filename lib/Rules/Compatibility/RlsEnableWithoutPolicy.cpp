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

/// Whether a block that is not followed makes a permissive policy for a table that it calls so.
static bool mayMakePermissive(const RuleContext &rule, QName table) {
  auto makes = [&](const Op &op) {
    auto create = dynOp<CreatePolicyOp>(op);
    return create && create->path().table == table && !create->def().restrictive;
  };
  return std::ranges::any_of(rule.supposed, [&](const SupposedChange &one) {
    return std::ranges::any_of(one.steps, makes);
  });
}

/// What such a block does is not in the state at the end. Of a table that a variable names, which
/// may be any, nothing is said where one has such a policy.
static void checkSupposed(RuleContext &rule, const SetRowSecurityOp &set, SourceRange range) {
  const Table *target = rule.unit.to->table(set.table()), *before = rule.table(set.table());
  bool isNamed = std::ranges::none_of(rule.supposed, [&](const SupposedChange &one) {
    return std::ranges::find(one.taken, set.table(), &Table::name) != one.taken.end();
  });
  bool isOpen = false;
  for (const Table &t : rule.unit.to->tables())
    isOpen |= hasPermissive(t);
  if ((before && before->rowSecurity) || (target && hasPermissive(*target)) ||
      mayMakePermissive(rule, set.table()) || (!isNamed && isOpen))
    return;
  rule.diags.report(range, diag::warn_rls_enable_without_policy, set.table().str())
      .note(rule.circumstance);
}

void checkRlsEnableWithoutPolicy(RuleContext &rule, const Op &op) {
  QName name;
  if (auto set = dynOp<SetRowSecurityOp>(op); set && set->enabled() && !rule.circumstance.empty()) {
    checkSupposed(rule, *set, op.range);
    return;
  }
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
