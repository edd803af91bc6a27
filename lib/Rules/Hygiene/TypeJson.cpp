//===- TypeJson.cpp - type-json -------------------------------------------------------===//
//
// json is parsed again at every use, and DISTINCT or GROUP BY over it fail.
//
//===----------------------------------------------------------------------===//
#include "Rules/StateRule.h"

namespace schemac {

void checkTypeJson(StateContext &rule) {
  rule.eachColumn([&](const Table &t, const Column &c) {
    if (c.type.is(TypeKind::Json))
      rule.diags.report(c.range, diag::warn_type_json, columnName(t, c.name));
  });
}

} // namespace schemac
