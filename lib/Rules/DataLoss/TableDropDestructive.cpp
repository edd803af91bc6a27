//===- TableDropDestructive.cpp - table-drop-destructive ------------------------------===//
//
// No statement brings the rows back. Deployed code that names the table fails at once.
//
//===----------------------------------------------------------------------===//
#include "Rules/MigrationRule.h"
#include <algorithm>

namespace schemac {

/// Code names the table that it is a part of.
static bool isPartition(const MigrationContext &rule, QName table) {
  const Table *t = rule.migration.start->table(table);
  return t && t->partitionOf;
}

void checkTableDropDestructive(MigrationContext &rule) {
  for (const StatementFacts &s : rule.statements)
    for (const MigrationStep *known : s.allSteps()) {
      const MigrationStep &step = *known;
      auto drop = dynOp<DropTableOp>(*step.op);
      if (drop && std::count(step.held.begin(), step.held.end(), drop->table()))
        rule.diags.report(
            step.op->range, diag::warn_table_drop_destructive, drop->table().str(), step.size,
            isPartition(rule, drop->table()) ? ""
                                             : ", and code that is deployed now fails without it");
    }
}

} // namespace schemac
