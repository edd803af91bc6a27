//===- StatementCost.cpp - A step of a statement by hand ------------------===//
#include "schemac/Analysis/StatementCost.h"
#include "schemac/IR/SqlTokens.h"
#include <algorithm>

namespace schemac {

bool comesWithItsColumns(const AddForeignKeyOp &add, std::span<const Op *const> before, int version,
                         std::string_view text) {
  auto isNew = [&](Name column) {
    return std::ranges::any_of(before, [&](const Op *op) {
      auto added = dynOp<AddColumnOp>(*op);
      return added && added->column() == SubRef{add.path().table, column} &&
             !added->def().defaultExpr && added->def().generation == Generation::None;
    });
  };
  std::vector<SqlToken> tokens = lexSqlTokens(text);
  bool isBehind =
      !tokens.empty() && std::ranges::none_of(tokens, [](auto &t) { return t.isWord("foreign"); });
  return isBehind && (version >= 13 || before.size() == 1) &&
         std::ranges::all_of(add.def().columns, isNew);
}

StepCost costInStatement(const Dialect &dialect, const Op &op, std::span<const Op *const> before,
                         const Schema &state, int version, std::string_view text) {
  if (auto add = dynOp<AddForeignKeyOp>(op);
      add && comesWithItsColumns(*add, before, version, text)) {
    StepCost cost = dialect.cost(op, state, version);
    cost.work = Work::Catalog;
    cost.reads.clear();
    return cost;
  }
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
