//===- TypeTimeTz.cpp - type-timetz ---------------------------------------------------===//
//
// The offset of a zone depends on the date, which timetz has not.
//
//===----------------------------------------------------------------------===//
#include "Rules/StateRule.h"

namespace schemac {

void checkTypeTimeTz(StateContext &rule) {
  rule.eachColumn([&](const Table &t, const Column &c) {
    if (c.type.is(TypeKind::TimeTz))
      rule.diags.report(c.range, diag::warn_type_timetz, columnName(t, c.name));
  });
}

} // namespace schemac
