//===- PreparedSelectStar.cpp - prepared-select-star ----------------------------------===//
//
// A server refuses to run a prepared statement whose result has other columns, or other types or
// names of them, than when it was prepared. Off by default: most drivers and pools prepare again by
// themselves, and most statements name their columns.
//
//===----------------------------------------------------------------------===//
#include "Rules/Rule.h"
#include <algorithm>

namespace schemac {
namespace {

/// The column that the step gives to or takes from the result of SELECT *, or changes in it; of no
/// table for a step that does not.
SubRef changedColumn(const Op &op) {
  if (auto add = dynOp<AddColumnOp>(op))
    return add->column();
  if (auto drop = dynOp<DropColumnOp>(op))
    return drop->column();
  if (auto rename = dynOp<RenameColumnOp>(op))
    return rename->column();
  if (auto type = dynOp<SetTypeOp>(op))
    return type->column();
  return {};
}

} // namespace

void checkPreparedSelectStar(RuleContext &rule, const Op &op) {
  SubRef column = changedColumn(op);
  if (!column.table || !rule.table(column.table) || rule.isNew(column.table))
    return;
  // Said once of a statement.
  if (std::ranges::any_of(rule.sameStatement, [&](const Op *before) {
        return changedColumn(*before).table == column.table;
      }))
    return;
  rule.diags.report(op.range, diag::warn_prepared_select_star, column.table.str())
      .note("'cached plan must not change result type' (0A000): statements that name the columns "
            "they want fail only when one of those changes")
      .note("let clients connect anew behind the change, or prepare again when that error comes");
}

} // namespace schemac
