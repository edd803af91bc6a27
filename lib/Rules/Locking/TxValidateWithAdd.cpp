//===- TxValidateWithAdd.cpp - tx-validate-with-add -----------------------------------===//
//
// NOT VALID and VALIDATE are two steps so that the long one runs under a weak lock. In one
// transaction the strong lock of the first is held through the second.
//
//===----------------------------------------------------------------------===//
#include "Rules/MigrationRule.h"
#include <algorithm>

namespace schemac {

static bool adds_(const MigrationStep &step, const SubRef &path) {
  auto fk = dynOp<AddForeignKeyOp>(*step.op);
  auto check = dynOp<AddCheckOp>(*step.op);
  return !step.held.empty() && ((fk && fk->path() == path) || (check && check->path() == path));
}

void checkTxValidateWithAdd(MigrationContext &rule) {
  for (const StatementFacts &s : rule.statements)
    for (const MigrationStep &step : s.steps) {
      auto validate = dynOp<ValidateConstraintOp>(*step.op);
      // Of a table that is new or empty it takes a moment, whatever it refers to.
      if (!validate || !step.works)
        continue;
      auto isAdded = [&](const MigrationStep &b) { return adds_(b, validate->path()); };
      if (std::ranges::any_of(s.steps, isAdded)) // by another part of one ALTER TABLE
        rule.diags.report(step.op->range, diag::warn_tx_validate_with_add,
                          validate->path().sub.str());
      if (s.transaction == 0)
        continue;
      for (const StatementFacts &before : rule.statements) {
        if (&before == &s)
          break;
        if (std::ranges::any_of(before.steps, isAdded) &&
            MigrationContext::sameTransaction(before, s))
          rule.diags.report(s.range(), diag::warn_tx_validate_with_add, validate->path().sub.str())
              .note("it is added here", before.range());
      }
    }
}

} // namespace schemac
