//===- NamingEnum.cpp - naming-enum ---------------------------------------------------===//
//
// Lower case words with underscores, unless the configuration says otherwise.
//
//===----------------------------------------------------------------------===//
#include "Rules/Naming/Pattern.h"
#include "Rules/StateRule.h"

namespace schemac {

void checkNamingEnum(StateContext &rule) {
  NamePattern pattern(rule, "naming-enum");
  for (const Enum &e : rule.state.enums())
    if (!pattern.matches(e.name.name, {}, {}))
      rule.diags.report(e.range, diag::warn_naming_enum, e.name.name.str(), pattern.text());
}

} // namespace schemac
