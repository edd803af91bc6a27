//===- Policy.h - Row security policies of a table --------------*- C++ -*-===//
#pragma once

#include "schemac/IR/Entity.h"

namespace schemac {

enum class PolicyCommand : uint8_t { All, Select, Insert, Update, Delete };

struct Policy {
  Name name;
  bool restrictive = false;
  PolicyCommand command = PolicyCommand::All;
  std::vector<Name> roles; ///< sorted; none: everybody
  Expr usingExpr, withCheck;
  SourceRange range;
};
bool samePolicy(const Policy &a, const Policy &b); ///< the name counts

/// Why PostgreSQL would refuse the policy by itself; empty when it would not.
std::string_view policyFault(const Policy &policy);

} // namespace schemac
