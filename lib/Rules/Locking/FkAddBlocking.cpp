//===- FkAddBlocking.cpp - fk-add-blocking -------------------------------------------------===//
//
// The child is read to prove the key while both tables are locked against writers. The parent is
// only looked up by its index, so a small child makes it harmless, unless the parent is in such use
// that it must not wait for even that. A key that stands
// behind its column, which is NULL everywhere, is not proved at all, nor is one that is not
// enforced.
//
//===----------------------------------------------------------------------===//
#include "Rules/NewColumns.h"
#include "schemac/Analysis/StatementCost.h"

namespace schemac {

bool isOfNewColumns(const RuleContext &rule, const AddForeignKeyOp &add) {
  return comesWithItsColumns(add, rule.sameStatement, rule.unit.direct.version,
                             rule.diags.sourceManager().text(add.range()));
}

void checkFkAddBlocking(RuleContext &rule, const Op &op) {
  auto add = dynOp<AddForeignKeyOp>(op);
  if (!add || add->def().notValid || add->def().notEnforced || rule.fits(op) ||
      isOfNewColumns(rule, *add))
    return;
  QName child = add->path().table;
  auto d = rule.diags.report(op.range, diag::warn_fk_add_blocking, add->path().sub.string(),
                             child.str(), add->def().refTable.str(), rule.size(child));
  rule.explain(d, op);
}

} // namespace schemac
