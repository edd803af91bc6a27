//===- FkAddBlocking.cpp - fk-add-blocking -------------------------------------------------===//
//
// The child is read to prove the key while both tables are locked against writers. The parent is
// only looked up by its index, so a small child makes it harmless.
//
//===----------------------------------------------------------------------===//
#include "Rules/Rule.h"

namespace schemac {

void checkFkAddBlocking(RuleContext &rule, const Op &op) {
  auto add = dynOp<AddForeignKeyOp>(op);
  if (!add || add->def().notValid || rule.quiet(add->path().table))
    return;
  QName child = add->path().table;
  auto d = rule.diags.report(op.range, diag::warn_fk_add_blocking, add->path().sub.string(),
                             child.str(), add->def().refTable.str(), rule.size(child));
  rule.explain(d, op);
}

} // namespace schemac
