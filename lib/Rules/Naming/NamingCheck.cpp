//===- NamingCheck.cpp - naming-check -------------------------------------------------===//
//
// As PostgreSQL itself names them, unless the configuration says otherwise.
//
//===----------------------------------------------------------------------===//
#include "Rules/Naming/Pattern.h"
#include "Rules/StateRule.h"

namespace schemac {

void checkNamingCheck(StateContext &rule) {
  NamePattern pattern(rule, "naming-check");
  rule.eachConstraint(ConstraintKind::Check, [&](const Table &t, const Constraint &c) {
    if (!pattern.matches(c.name, t, c.columns))
      rule.diags.report(c.range, diag::warn_naming_check, c.name.str(), pattern.text());
  });
}

} // namespace schemac
