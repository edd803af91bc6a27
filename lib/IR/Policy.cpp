//===- Policy.cpp - Row security policies of a table ----------------------===//
#include "schemac/IR/Policy.h"

namespace schemac {

bool samePolicy(const Policy &a, const Policy &b) {
  return a.name == b.name && a.restrictive == b.restrictive && a.command == b.command &&
         a.roles == b.roles && a.usingExpr == b.usingExpr && a.withCheck == b.withCheck;
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
