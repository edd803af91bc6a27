//===- MatviewRefreshBlocking.cpp - matview-refresh-blocking --------------------------===//
//
// With CONCURRENTLY readers see the old rows until the new ones are there. It needs a unique index.
//
//===----------------------------------------------------------------------===//
#include "Rules/MigrationRule.h"
#include "schemac/IR/Queries.h"

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
      if (v.materialized && v.name.name.str() == name) {
        auto d = rule.diags.report(s.range(), diag::warn_matview_refresh_blocking, name);
        Loc behind = s.range().begin + uint32_t(s.tokens[2].end);
        if (identifiesRows(v) && !v.noData)
          d.fix(FixKind::Unsafe, "refresh it concurrently", {{{behind, behind}, " CONCURRENTLY"}});
        else if (!v.noData)
          d.note("with a unique index over columns of all rows it could be refreshed concurrently");
      }
  }
}

} // namespace schemac
