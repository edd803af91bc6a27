//===- TriggerDisable.cpp - trigger-disable -------------------------------------------===//
//
// Foreign keys are triggers, and so are audits and most replication. Rows written meanwhile are not
// looked at later.
//
//===----------------------------------------------------------------------===//
#include "Rules/MigrationRule.h"
#include "llvm/ADT/StringRef.h"

namespace schemac {

void checkTriggerDisable(MigrationContext &rule) {
  for (const StatementFacts &s : rule.statements) {
    bool replica = s.kind() == MigrationStatement::Setting &&
                   s.statement->setting.str() == "session_replication_role" && s.statement->value &&
                   llvm::StringRef(s.statement->value.str()).contains_insensitive("replica");
    if (replica)
      rule.diags.report(s.range(), diag::warn_trigger_disable, "the session skips all triggers");
    if (!s.startsWith({"alter", "table"}) || !s.has({"disable", "trigger"}))
      continue;
    for (const NamedTable &t : s.tables)
      if (!t.isNew)
        rule.diags.report(s.range(), diag::warn_trigger_disable,
                          fmt::format("triggers of '{}' are disabled", t.name.str()));
  }
}

} // namespace schemac
