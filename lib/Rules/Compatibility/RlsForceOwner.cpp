//===- RlsForceOwner.cpp - rls-force-owner ---------------------------------------------------===//
//
// Migrations, backfills and many applications run as the owner, who sees all rows until row
// security is forced.
//
//===----------------------------------------------------------------------===//
#include "Rules/Rule.h"

namespace schemac {

void checkRlsForceOwner(RuleContext &rule, const Op &op) {
  auto set = dynOp<SetRowSecurityOp>(op);
  const Table *before = set ? rule.table(set->table()) : nullptr;
  if (!before || rule.isNew(set->table()) || !set->forced() || !set->enabled() ||
      (before->forceRowSecurity && before->rowSecurity))
    return;
  rule.diags.report(op.range, diag::warn_rls_force_owner, set->table().str());
}

} // namespace schemac
