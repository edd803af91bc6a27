//===- TypeFloat.cpp - type-float -----------------------------------------------------===//
//
// Right for measurements, wrong for amounts; nobody but the author knows which it is.
//
//===----------------------------------------------------------------------===//
#include "Rules/StateRule.h"

namespace schemac {

void checkTypeFloat(StateContext &rule) {
  rule.eachColumn([&](const Table &t, const Column &c) {
    if (c.type.is(TypeKind::F32) || c.type.is(TypeKind::F64))
      rule.diags.report(c.range, diag::warn_type_float, columnName(t, c.name));
  });
}

} // namespace schemac
