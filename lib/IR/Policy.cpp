//===- Policy.cpp - Row security policies of a table ----------------------===//
#include "schemac/IR/Policy.h"
#include <algorithm>

namespace schemac {

/// PUBLIC among them is everybody, as none is.
static bool sameRoles(const std::vector<Name> &a, const std::vector<Name> &b) {
  auto everybody = [](const std::vector<Name> &roles) {
    return roles.empty() ||
           std::ranges::any_of(roles, [](Name role) { return role.str() == "public"; });
  };
  return a == b || (everybody(a) && everybody(b));
}

bool samePolicy(const Policy &a, const Policy &b) {
  return a.name == b.name && a.restrictive == b.restrictive && a.command == b.command &&
         sameRoles(a.roles, b.roles) && a.usingExpr == b.usingExpr && a.withCheck == b.withCheck;
}

std::string_view policyFault(const Policy &policy) {
  if (policy.command == PolicyCommand::Insert && policy.usingExpr)
    return "a policy for INSERT has only WITH CHECK";
  bool reads = policy.command == PolicyCommand::Select || policy.command == PolicyCommand::Delete;
  if (reads && policy.withCheck)
    return "a policy for SELECT or DELETE has no WITH CHECK";
  return {};
}

} // namespace schemac
