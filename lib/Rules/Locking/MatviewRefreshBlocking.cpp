//===- MatviewRefreshBlocking.cpp - matview-refresh-blocking --------------------------===//
//
// With CONCURRENTLY readers see the old rows until the new ones are there. It needs a unique index.
//
//===----------------------------------------------------------------------===//
#include "Rules/MigrationRule.h"

namespace schemac {

void checkMatviewRefreshBlocking(MigrationContext &rule) {
  for (const StatementFacts &s : rule.statements) {
    if (!s.startsWith({"refresh", "materialized", "view"}) || s.has("concurrently") ||
        s.has({"no", "data"}) || s.tokens.size() < 4)
      continue;
    std::string name = s.tokens[3].name();
    if (s.tokens.size() > 5 && s.tokens[4].isSymbol("."))
      name = s.tokens[5].name();
    for (const View &v : rule.migration.start->views())
      if (v.materialized && v.name.name.str() == name)
        rule.diags.report(s.range(), diag::warn_matview_refresh_blocking, name)
            .fix(FixKind::Unsafe, "refresh it concurrently, for which it needs a unique index",
                 {{{s.range().begin + uint32_t(s.tokens[2].end),
                    s.range().begin + uint32_t(s.tokens[2].end)},
                   " CONCURRENTLY"}});
  }
}

} // namespace schemac
