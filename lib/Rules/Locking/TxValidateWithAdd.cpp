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
      if (!validate || s.transaction == 0)
        continue;
      for (const StatementFacts &before : rule.statements) {
        if (&before == &s)
          break;
        bool adds = std::any_of(before.steps.begin(), before.steps.end(),
                                [&](auto &b) { return adds_(b, validate->path()); });
        if (adds && MigrationContext::sameTransaction(before, s))
          rule.diags.report(s.range(), diag::warn_tx_validate_with_add, validate->path().sub.str())
              .note("it is added here", before.range());
      }
    }
}

} // namespace schemac
