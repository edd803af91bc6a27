//===- NamingPrimaryKey.cpp - naming-primary-key --------------------------------------===//
//
// As PostgreSQL itself names them, unless the configuration says otherwise.
//
//===----------------------------------------------------------------------===//
#include "Rules/Naming/Pattern.h"
#include "Rules/StateRule.h"

namespace schemac {

void checkNamingPrimaryKey(StateContext &rule) {
  NamePattern pattern(rule, "naming-primary-key");
  rule.eachConstraint(ConstraintKind::PrimaryKey, [&](const Table &t, const Constraint &c) {
    if (!pattern.matches(c.name, t, c.columns))
      rule.diags.report(c.range, diag::warn_naming_primary_key, c.name.str(), pattern.text());
  });
}

} // namespace schemac
