//===- NamingUnique.cpp - naming-unique -----------------------------------------------===//
//
// As PostgreSQL itself names them, unless the configuration says otherwise.
//
//===----------------------------------------------------------------------===//
#include "Rules/Naming/Pattern.h"
#include "Rules/StateRule.h"

namespace schemac {

void checkNamingUnique(StateContext &rule) {
  NamePattern pattern(rule, "naming-unique");
  rule.eachConstraint(ConstraintKind::Unique, [&](const Table &t, const Constraint &c) {
    if (!pattern.matches(c.name, t, c.columns))
      rule.diags.report(c.range, diag::warn_naming_unique, c.name.str(), pattern.text());
  });
}

} // namespace schemac
