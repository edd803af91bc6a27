//===- ColumnAddRequired.cpp - column-add-required-no-default -------------------------===//
//
// NOT NULL without a default is refused at the first row. Nothing is said of tables that are known
// to be empty.
//
//===----------------------------------------------------------------------===//
#include "Rules/MigrationRule.h"

namespace schemac {

/// NULL as a default is none.
static bool lacksValue(const Column &c) {
  std::vector<SqlToken> value =
      c.defaultExpr ? lexSqlTokens(c.defaultExpr.str()) : std::vector<SqlToken>();
  bool isNull =
      !value.empty() && value[0].isWord("null") && (value.size() == 1 || value[1].isSymbol("::"));
  return !c.mayOmit() || (isNull && !c.nullable);
}

bool isRefusedByRows(const MigrationStep &step) {
  auto add = dynOp<AddColumnOp>(*step.op);
  return add && !step.held.empty() && lacksValue(add->def()) && !add->def().notNullNotValid;
}

void checkColumnAddRequired(MigrationContext &rule) {
  for (const StatementFacts &s : rule.statements)
    for (const MigrationStep &step : s.steps) {
      if (!isRefusedByRows(step))
        continue;
      auto add = dynOp<AddColumnOp>(*step.op);
      auto d = rule.diags.report(step.op->range, diag::err_column_add_required_no_default,
                                 add->column().str(), add->column().table.str());
      if (!step.advice.empty())
        d.note(fmt::format("without making anybody wait: {}", step.advice));
    }
}

} // namespace schemac
