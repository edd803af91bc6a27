//===- CheckAddScan.cpp - check-add-scan ---------------------------------------------------===//
//
// Every row is checked while nobody reads or writes the table.
//
//===----------------------------------------------------------------------===//
#include "Rules/Rule.h"

namespace schemac {

void checkCheckAddScan(RuleContext &rule, const Op &op) {
  auto add = dynOp<AddCheckOp>(op);
  if (!add || add->def().notValid || add->def().notEnforced || rule.fits(op))
    return;
  QName table = add->path().table;
  auto d = rule.diags.report(op.range, diag::warn_check_add_scan, add->path().sub.string(),
                             table.str(), rule.size(table));
  rule.explain(d, op);
}

} // namespace schemac
