//===- ColumnAddDomainRewrite.cpp - column-add-domain-rewrite -------------------------===//
//
// The rules of a domain are checked for the value that old rows get, which costs the server its
// short cut for new columns.
//
//===----------------------------------------------------------------------===//
#include "Rules/Rule.h"

namespace schemac {

void checkColumnAddDomainRewrite(RuleContext &rule, const Op &op) {
  auto add = dynOp<AddColumnOp>(op);
  if (!add || !rule.byHand() || !isConstrained(rule.state, add->def().type) || !rule.isHeavy(op))
    return;
  QName table = add->column().table;
  auto d = rule.diags.report(op.range, diag::warn_column_add_domain_rewrite, add->column().str(),
                             table.str(), rule.size(table));
  rule.explain(d, op);
}

} // namespace schemac
