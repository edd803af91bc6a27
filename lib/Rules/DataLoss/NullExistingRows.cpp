//===- NullExistingRows.cpp - null-existing-rows -------------------------------------===//
//
// Whether a row holds NULL is not in any file. Off by default; silent where a valid check says that
// none does.
//
//===----------------------------------------------------------------------===//
#include "Rules/Rule.h"

namespace schemac {

void checkNullExistingRows(RuleContext &rule, const Op &op) {
  auto set = dynOp<SetNotNullOp>(op);
  const Column *c = set ? rule.column(set->column()) : nullptr;
  if (c && !set->notValid() && !rule.empty(set->column().table) &&
      rule.cost(op).work != Work::Catalog)
    rule.diags.report(op.range, diag::warn_null_existing_rows, set->column().str());
}

} // namespace schemac
