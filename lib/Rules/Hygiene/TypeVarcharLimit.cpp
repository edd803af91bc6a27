//===- TypeVarcharLimit.cpp - type-varchar-limit --------------------------------------===//
//
// A matter of taste: text with a check can be changed without touching what depends on the column.
//
//===----------------------------------------------------------------------===//
#include "Rules/StateRule.h"

namespace schemac {

void checkTypeVarcharLimit(StateContext &rule) {
  rule.eachColumn([&](const Table &t, const Column &c) {
    if (c.type.is(TypeKind::VarChar) && c.type.param(0) >= 0)
      rule.diags.report(c.range, diag::warn_type_varchar_limit, columnName(t, c.name));
  });
}

} // namespace schemac
