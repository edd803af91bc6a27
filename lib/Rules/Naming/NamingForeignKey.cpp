//===- NamingForeignKey.cpp - naming-foreign-key --------------------------------------===//
//
// As PostgreSQL itself names them, unless the configuration says otherwise.
//
//===----------------------------------------------------------------------===//
#include "Rules/Naming/Pattern.h"
#include "Rules/StateRule.h"

namespace schemac {

void checkNamingForeignKey(StateContext &rule) {
  NamePattern pattern(rule, "naming-foreign-key");
  rule.eachConstraint(ConstraintKind::ForeignKey, [&](const Table &t, const Constraint &c) {
    if (!pattern.matches(c.name, t, c.columns))
      rule.diags.report(c.range, diag::warn_naming_foreign_key, c.name.str(), pattern.text());
  });
}

} // namespace schemac
