//===- PkAddScan.cpp - pk-add-scan ---------------------------------------------------------===//
//
// The index of the key is built, and NULLs are looked for, while nobody reads or writes the table.
//
//===----------------------------------------------------------------------===//
#include "Rules/Rule.h"

namespace schemac {

void checkPkAddScan(RuleContext &rule, const Op &op) {
  auto add = dynOp<AddPrimaryKeyOp>(op);
  if (!add || add->def().usingIndex || rule.fits(op))
    return;
  QName table = add->path().table;
  auto d = rule.diags.report(op.range, diag::warn_pk_add_scan, table.str(), rule.size(table));
  rule.explain(d, op);
}

} // namespace schemac
