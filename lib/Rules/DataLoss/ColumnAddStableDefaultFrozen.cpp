//===- ColumnAddStableDefaultFrozen.cpp - column-add-stable-default-frozen -----------------===//
//
// now() is evaluated once when the column is added, and every existing row gets that instant, which
// is seldom what created_at should say.
//
//===----------------------------------------------------------------------===//
#include "Rules/Rule.h"
#include "schemac/IR/SqlTokens.h"
#include <fmt/format.h>

namespace schemac {

/// now() and its kin, and not SESSION_USER or current_setting().
static bool isOfClock(std::string_view sql) {
  for (const SqlToken &t : lexSqlTokens(sql))
    for (std::string_view word :
         {"now", "current_timestamp", "current_date", "current_time", "localtimestamp", "localtime",
          "transaction_timestamp", "statement_timestamp"})
      if (t.isWord(word))
        return true;
  return false;
}

void checkColumnAddStableDefaultFrozen(RuleContext &rule, const Op &op) {
  auto add = dynOp<AddColumnOp>(op);
  if (!add || rule.empty(add->column().table) || !add->def().defaultExpr || add->def().backfill() ||
      rule.dialect.volatility(add->def().defaultExpr, &rule.state) != Volatility::Stable)
    return;
  std::string_view sql = add->def().defaultExpr.str();
  rule.diags
      .report(op.range, diag::warn_column_add_stable_default_frozen, add->column().table.str(),
              isOfClock(sql) ? "the moment of the migration"
                             : fmt::format("what '{}' is in the migration", sql),
              add->column().sub.string())
      .note("a backfill expression gives them values of their own");
}

} // namespace schemac
