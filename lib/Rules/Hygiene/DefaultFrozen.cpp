//===- DefaultFrozen.cpp - default-frozen ---------------------------------------------===//
//
// A literal is a value, and becomes one when the default is set. What its author had in mind is a
// call, which is made for each row.
//
//===----------------------------------------------------------------------===//
#include "Rules/StateRule.h"
#include "schemac/IR/Moments.h"

namespace schemac {

void checkDefaultFrozen(StateContext &rule) {
  rule.eachColumn([&](const Table &t, const Column &c) {
    if (!frozenMoment(c.defaultExpr, c.type).empty())
      rule.diags.report(c.range, diag::warn_default_frozen, c.defaultExpr.str(),
                        columnName(t, c.name));
  });
}

} // namespace schemac
