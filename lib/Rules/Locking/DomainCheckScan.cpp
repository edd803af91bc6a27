//===- DomainCheckScan.cpp - domain-check-scan ----------------------------------------===//
//
// A domain is checked in every table that has a column of it, however many there are. Even
// validating a NOT VALID check holds SHARE.
//
//===----------------------------------------------------------------------===//
#include "Rules/Rule.h"

namespace schemac {

void checkDomainCheckScan(RuleContext &rule, const Op &op) {
  QName domain;
  if (auto add = dynOp<AddDomainCheckOp>(op))
    domain = add->path().table;
  else if (auto set = dynOp<SetDomainNotNullOp>(op))
    domain = set->name();
  else if (auto validate = dynOp<ValidateDomainCheckOp>(op))
    domain = validate->path().table;
  if (!domain || !rule.byHand() || !rule.isHeavy(op))
    return;
  std::vector<Name> tables;
  for (QName n : rule.cost(op).reads)
    tables.push_back(n.name);
  auto d =
      rule.diags.report(op.range, diag::warn_domain_check_scan, domain.str(), nameList(tables));
  rule.explain(d, op);
}

} // namespace schemac
