//===- EnumValueOrder.cpp - enum-value-order -----------------------------------------===//
//
// Without BEFORE or AFTER a value is the last, and comparisons and ORDER BY go by that.
//
//===----------------------------------------------------------------------===//
#include "Rules/MigrationRule.h"

namespace schemac {

void checkEnumValueOrder(MigrationContext &rule) {
  for (const StatementFacts &s : rule.statements)
    for (const MigrationStep &step : s.steps)
      if (auto add = dynOp<AddEnumValueOp>(*step.op);
          add && s.startsWith({"alter", "type"}) && !s.has("before") && !s.has("after"))
        rule.diags.report(s.range(), diag::warn_enum_value_order, add->value().str(),
                          add->name().str());
}

} // namespace schemac
