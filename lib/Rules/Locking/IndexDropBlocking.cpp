//===- IndexDropBlocking.cpp - index-drop-blocking -----------------------------------------===//
//
// The lock is short, but it waits for every running query of the table, and everybody waits behind
// it. Off by default, as the plan drops indexes concurrently anyway.
//
//===----------------------------------------------------------------------===//
#include "Rules/Rule.h"

namespace schemac {

void checkIndexDropBlocking(RuleContext &rule, const Op &op) {
  auto drop = dynOp<DropIndexOp>(op);
  if (!drop || drop->concurrently() || rule.quiet(drop->path().table))
    return;
  auto d = rule.diags.report(op.range, diag::warn_index_drop_blocking, drop->path().sub.string(),
                             drop->path().table.str());
  rule.explain(d, op);
}

} // namespace schemac
