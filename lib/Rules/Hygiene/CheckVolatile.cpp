//===- CheckVolatile.cpp - check-volatile ---------------------------------------------===//
//
// A check is looked at when a row is written. What depends on the clock or on chance holds only
// then, and a dump that is restored fails on it.
//
//===----------------------------------------------------------------------===//
#include "Rules/StateRule.h"
#include "schemac/IR/SqlTokens.h"

namespace schemac {

void checkCheckVolatile(StateContext &rule) {
  static constexpr std::string_view changing[] = {
      "now", "clock_timestamp", "statement_timestamp", "random", "gen_random_uuid", "timeofday"};
  rule.eachConstraint(ConstraintKind::Check, [&](const Table &t, const Constraint &check) {
    std::vector<SqlToken> tokens = lexSqlTokens(check.check.str());
    for (size_t i = 0; i + 1 < tokens.size(); ++i)
      for (std::string_view name : changing)
        if (tokens[i].isWord(name) && tokens[i + 1].isSymbol("("))
          return void(rule.diags.report(check.range, diag::warn_check_volatile, check.name.str(),
                                        t.name.str(), name));
  });
}

} // namespace schemac
