//===- ReverseData.cpp - Taking back what steps did to rows ---------------===//
#include "Transforms/Reverser.h"

namespace schemac {

Undo Reverser::operator()(BackfillOp step) {
  if (!unit.from || !origins.column(step.column()) ||
      origins.column(step.column())->name != step.column().sub)
    return {}; // the plan made the column: its values go with it
  return {{}, ReverseClass::Lossy, "rows keep the value; which of them had none is not recorded"};
}

Undo Reverser::operator()(ChangeRowsOp) {
  return {{}, ReverseClass::Irreversible, "the rows as they were before are not kept"};
}

/// The plan made the table: its rows go with it.
Undo Reverser::operator()(CopyRowsOp step) {
  if (origins.isNew(step.into()))
    return {};
  return {{}, ReverseClass::Lossy, "the rows that were made stay"};
}

Undo Reverser::operator()(ArchiveColumnOp step) {
  notes.restores.push_back(
      {step.column(), make<RestoreColumnOp>(step.column(), step.into(), step.key())});
  // The column has its values again. An archive that stayed would be taken for that of the next
  // run.
  Undo undo;
  undo.steps.push_back(make<DropTableOp>(step.into()));
  return undo;
}
Undo Reverser::operator()(RestoreColumnOp) {
  return {{}, ReverseClass::Lossy, "the restored values replace what was there"};
}
Undo Reverser::operator()(GuardOp) { return {}; }
Undo Reverser::operator()(VerifyOp) { return {}; }
Undo Reverser::operator()(OpaqueOp) {
  return {{}, ReverseClass::Irreversible, "what the statement does is not understood"};
}

} // namespace schemac
