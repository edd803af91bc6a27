//===- EnumUse.cpp - enum-use ---------------------------------------------------------===//
//
// A matter of taste: a lookup table or a check loses a value without a new type.
//
//===----------------------------------------------------------------------===//
#include "Rules/StateRule.h"

namespace schemac {

void checkEnumUse(StateContext &rule) {
  for (const Enum &e : rule.state.enums())
    if (!isArchived(e.name))
      rule.diags.report(e.range, diag::warn_enum_use, e.name.str());
}

} // namespace schemac
