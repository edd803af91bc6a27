//===- StatementCost.cpp - A step of a statement by hand ------------------===//
#include "schemac/Analysis/StatementCost.h"
#include <algorithm>

namespace schemac {

StepCost costInStatement(const Dialect &dialect, const Op &op, std::span<const Op *const> before,
                         const Schema &state, int version) {
  auto attach = dynOp<AttachPartitionOp>(op);
  if (!attach || before.empty())
    return dialect.cost(op, state, version);
  Schema lacking = state;
  for (const Op *other : before)
    if (auto add = dynOp<AddForeignKeyOp>(*other); add && add->path().table == attach->table())
      if (Table *table = lacking.edit<Table>(attach->table()))
        std::erase_if(table->constraints,
                      [&](const Constraint &c) { return c.name == add->path().sub; });
  return dialect.cost(op, lacking, version);
}

} // namespace schemac
