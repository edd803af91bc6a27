//===- InterpretPolicies.cpp - What steps on row security do --------------===//
#include "StepInterpreter.h"
#include <algorithm>

namespace schemac {

const Policy *StepInterpreter::needPolicy(const SubRef &path) {
  const Table *table = needTable(path.table);
  const Policy *policy = table ? table->policy(path.sub) : nullptr;
  if (table && !policy)
    missing("policy", path.str());
  return policy;
}

bool StepInterpreter::operator()(CreatePolicyOp step) {
  const Table *table = needTable(step.path().table);
  if (!table)
    return false;
  Policy policy = step.def();
  policy.name = step.path().sub;
  if (table->policy(policy.name))
    return exists("policy", step.path().str());
  if (std::string_view fault = policyFault(policy); !fault.empty())
    return refused(step.path().str(), fault);
  edit(step.path())->policies.push_back(std::move(policy));
  return true;
}

/// Command and kind are for life, and a clause can be replaced but not taken away.
bool StepInterpreter::operator()(AlterPolicyOp step) {
  const Policy *was = needPolicy(step.path());
  if (!was)
    return false;
  Policy policy = step.def();
  policy.name = was->name;
  if (policy.command != was->command || policy.restrictive != was->restrictive)
    return refused(step.path().str(), "its command and kind cannot be changed");
  if ((was->usingExpr && !policy.usingExpr) || (was->withCheck && !policy.withCheck))
    return refused(step.path().str(), "a clause cannot be taken away from a policy");
  if (std::string_view fault = policyFault(policy); !fault.empty())
    return refused(step.path().str(), fault);
  *edit(step.path())->policy(policy.name) = std::move(policy);
  return true;
}

bool StepInterpreter::operator()(DropPolicyOp step) {
  if (!needPolicy(step.path()))
    return false;
  Table &edited = *edit(step.path());
  std::erase_if(edited.policies, [&](const Policy &p) { return p.name == step.path().sub; });
  forgetParts(edited);
  return true;
}

bool StepInterpreter::operator()(RenamePolicyOp step) {
  if (!needPolicy(step.path()))
    return false;
  SubRef to{step.path().table, step.to()};
  if (state.table(norm(to.table))->policy(to.sub))
    return exists("policy", to.str());
  Table &edited = *edit(step.path());
  edited.policy(step.path().sub)->name = step.to();
  renamePart(edited, PartKind::Policy, step.path().sub, step.to());
  return true;
}

bool StepInterpreter::operator()(SetRowSecurityOp step) {
  if (!needTable(step.table()))
    return false;
  Table &edited = *state.edit<Table>(norm(step.table()));
  edited.rowSecurity = step.enabled();
  edited.forceRowSecurity = step.forced();
  return true;
}

} // namespace schemac
