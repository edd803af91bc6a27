//===- TypeSerial.cpp - type-serial ---------------------------------------------------===//
//
// An identity column says the same by the standard, and an insert cannot pass it by unnoticed.
//
//===----------------------------------------------------------------------===//
#include "Rules/StateRule.h"

namespace schemac {

void checkTypeSerial(StateContext &rule) {
  rule.eachColumn([&](const Table &t, const Column &c) {
    if (c.generation == Generation::Serial)
      rule.diags.report(c.range, diag::warn_type_serial, columnName(t, c.name));
  });
}

} // namespace schemac
