//===- TypeCheckScan.cpp - type-check-scan ---------------------------------------------===//
//
// The rows stay as they are, but a check that names the column is made again for the new type, and
// looks at all of them.
//
//===----------------------------------------------------------------------===//
#include "Rules/Rule.h"
#include "schemac/IR/SqlNames.h"

namespace schemac {

static std::string checksOn(const Table &table, Name column) {
  std::string list;
  for (const Constraint &c : table.constraints)
    if (c.kind == ConstraintKind::Check && !c.notValid &&
        mentionsColumn(c.check, column, table.name.name))
      list += fmt::format("{}'{}'", list.empty() ? "" : ", ", c.name.str());
  return list;
}

void checkTypeCheckScan(RuleContext &rule, const Op &op) {
  auto set = dynOp<SetTypeOp>(op);
  const Column *old = set ? rule.column(set->column()) : nullptr;
  if (!old || rule.quiet(set->column().table) || rule.cost(op).work != Work::Scan || rule.fits(op))
    return;
  QName table = set->column().table;
  auto d = rule.diags.report(op.range, diag::warn_type_check_scan, set->column().str(),
                             rule.typeName(old->type), rule.typeName(set->type()),
                             checksOn(*rule.table(table), set->column().sub), table.str(),
                             rule.size(table));
  d.label(old->range, "was declared here");
  rule.explain(d, op);
}

} // namespace schemac
