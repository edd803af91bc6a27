//===- ObjectDropBreaksClients.cpp - object-drop-breaks-clients ----------------------===//
//
// Views, functions and sequences are used by name, as tables are. Silent when the file makes the
// object anew, with other arguments too, and about functions that only triggers call, and
// about sequences that a column owns.
//
//===----------------------------------------------------------------------===//
#include "Rules/MigrationRule.h"

namespace schemac {

static bool hasFunction(const Schema &state, QName bare) {
  for (const Function &f : state.functions())
    if (f.bare() == bare)
      return true;
  return false;
}

void checkObjectDropBreaksClients(MigrationContext &rule) {
  const Schema &start = *rule.migration.start, &end = *rule.migration.end;
  auto report = [&](const MigrationStep &step, std::string_view kind, const std::string &name) {
    rule.diags.report(step.op->range, diag::warn_object_drop_breaks_clients, kind, name);
  };
  for (const StatementFacts &s : rule.statements)
    for (const MigrationStep &step : s.steps) {
      if (!s.startsWith({"drop"}) || s.startsWith({"drop", "table"}))
        continue;
      if (auto drop = dynOp<DropViewOp>(*step.op)) {
        const View *view = start.views().find(drop->view());
        if (view && !end.views().find(drop->view()) && !end.table(drop->view()))
          report(step, view->materialized ? "materialized view" : "view", drop->view().str());
      } else if (auto drop = dynOp<DropFunctionOp>(*step.op)) {
        const Function *f = start.functions().find(drop->function());
        if (f && !f->returnsTrigger && !hasFunction(end, f->bare()))
          report(step, f->procedure ? "procedure" : "function", f->bare().str());
      } else if (auto drop = dynOp<DropSequenceOp>(*step.op)) {
        const Sequence *q = start.sequences().find(drop->name());
        if (q && !q->ownedBy.sub && !end.sequences().find(drop->name()))
          report(step, "sequence", drop->name().str());
      } else if (auto drop = dynOp<DropExtensionOp>(*step.op)) {
        QName extension{Name(), drop->name()};
        if (start.extensions().find(extension) && !end.extensions().find(extension))
          report(step, "extension", drop->name().string());
      }
    }
}

} // namespace schemac
