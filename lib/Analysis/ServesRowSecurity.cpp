//===- ServesRowSecurity.cpp - Rows that an application may not see -------===//
#include "Serves.h"
#include "schemac/IR/SqlNames.h"
#include <fmt/core.h>

namespace schemac {

/// By name or, as a name means nothing to an application, by what it says.
static bool hasLike(const std::vector<Policy> &list, const Policy &policy) {
  for (Policy p : list) {
    if (p.name == policy.name)
      return true;
    p.name = policy.name;
    if (samePolicy(p, policy))
      return true;
  }
  return false;
}

/// Which role the application is is not known: it is taken for one that row security binds.
std::optional<Refusal> TableService::rowSecurity() const {
  if (!table->rowSecurity)
    return std::nullopt;
  std::string select = fmt::format("SELECT * FROM {}", sqlIdentifier(known.name.name.str()));
  if (!known.rowSecurity)
    return refuse(fmt::format("row security of '{}' hides its rows", known.name.str()), select);
  if (table->forceRowSecurity && !known.forceRowSecurity)
    return refuse(
        fmt::format("row security of '{}' hides its rows from the owner too", known.name.str()),
        select);
  for (const Policy &p : table->policies)
    if (p.restrictive && !hasLike(known.policies, p))
      return refuse(fmt::format("policy '{}' hides its rows", path(p.name)), select);
  for (const Policy &p : known.policies)
    if (!p.restrictive && !hasLike(table->policies, p))
      return refuse(fmt::format("policy '{}' does not exist, and rows that it shows are hidden",
                                path(p.name)),
                    select);
  return std::nullopt;
}

} // namespace schemac
