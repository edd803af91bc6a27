//===- FunctionBodyReferences.cpp - function-body-references -----------------===//
//
// A server does not look into the bodies of functions when something is dropped or renamed: the
// next call fails. Asked of the functions that the target has.
//
//===----------------------------------------------------------------------===//
#include "Rules/NameExchange.h"
#include "schemac/IR/SqlNames.h"
#include <algorithm>

namespace schemac {

/// Its body knows the table as NEW and OLD.
static bool isTriggerOf(const Table *table, const Function &f) {
  return table && std::ranges::any_of(table->triggers, [&](const Trigger &t) {
           return t.action && t.action->function == f.bare();
         });
}

void checkFunctionBodyReferences(RuleContext &rule, const Op &op) {
  QName table;
  Name column;
  if (auto drop = dynOp<DropColumnOp>(op))
    table = drop->column().table, column = drop->column().sub;
  else if (auto rename = dynOp<RenameColumnOp>(op))
    table = rename->column().table, column = rename->column().sub;
  else if (auto drop = dynOp<DropTableOp>(op))
    table = drop->table();
  else if (auto rename = dynOp<RenameTableOp>(op))
    table = rename->table();
  else
    return;
  if (column && isTakenAgain(rule, {table, column}))
    return;
  bool renamed = RenameColumnOp::classof(op) || RenameTableOp::classof(op);
  std::string what = column ? SubRef{table, column}.str() : table.str();
  for (const Function &f : rule.unit.to->functions()) {
    bool ofTable =
        mentionsName(f.body, table.name) || (column && isTriggerOf(rule.table(table), f));
    if (!ofTable || (column && !mentionsName(f.body, column)))
      continue;
    auto d = rule.diags.report(op.range, diag::warn_function_body_references, f.name.str(), what,
                               renamed ? "gets another name" : "is dropped");
    d.label(f.range, "its calls fail then");
  }
}

} // namespace schemac
