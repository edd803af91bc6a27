//===- TypeMoney.cpp - type-money -----------------------------------------------------===//
//
// The format of money follows lc_monetary, and nothing says which currency it is.
//
//===----------------------------------------------------------------------===//
#include "Rules/StateRule.h"

namespace schemac {

void checkTypeMoney(StateContext &rule) {
  rule.eachColumn([&](const Table &t, const Column &c) {
    if (c.type.is(TypeKind::Money))
      rule.diags.report(c.range, diag::warn_type_money, columnName(t, c.name));
  });
}

} // namespace schemac
