//===- ColumnDropDestructive.cpp - column-drop-destructive ----------------------------===//
//
// No statement brings the values back. Deployed code that names the column fails at once.
//
//===----------------------------------------------------------------------===//
#include "Rules/MigrationRule.h"

namespace schemac {

void checkColumnDropDestructive(MigrationContext &rule) {
  for (const StatementFacts &s : rule.statements)
    for (const MigrationStep &step : s.steps) {
      auto drop = dynOp<DropColumnOp>(*step.op);
      if (!drop || step.held.empty() || step.newColumn)
        continue;
      rule.diags.report(step.op->range, diag::warn_column_drop_destructive, drop->column().str())
          .note("deploy code that does not name it first; keep its values when they may be wanted");
    }
}

} // namespace schemac
