//===- MatviewEmptied.cpp - matview-emptied -------------------------------------------===//
//
// WITH NO DATA takes the rows away, and leaves a view that refuses to be read. Silent when the same
// transaction fills it again, as nobody sees it in between.
//
//===----------------------------------------------------------------------===//
#include "Rules/MigrationRule.h"

namespace schemac {

/// The name, without its schema, of what the statement refreshes; empty for other statements.
static std::string refreshedView(const StatementFacts &s) {
  if (!s.startsWith({"refresh", "materialized", "view"}))
    return {};
  size_t at = s.tokens.size() > 3 && s.tokens[3].isWord("concurrently") ? 4 : 3;
  if (s.tokens.size() > at + 2 && s.tokens[at + 1].isSymbol("."))
    at += 2;
  return s.tokens.size() > at ? s.tokens[at].name() : std::string();
}

static bool filledInTransaction(const MigrationContext &rule, size_t emptied,
                                const std::string &view) {
  for (size_t i = emptied + 1; i < rule.statements.size(); ++i) {
    const StatementFacts &s = rule.statements[i];
    if (MigrationContext::sameTransaction(rule.statements[emptied], s) &&
        refreshedView(s) == view && !s.has({"no", "data"}))
      return true;
  }
  return false;
}

void checkMatviewEmptied(MigrationContext &rule) {
  for (size_t i = 0; i < rule.statements.size(); ++i) {
    const StatementFacts &s = rule.statements[i];
    std::string name = refreshedView(s);
    if (name.empty() || !s.has({"with", "no", "data"}) || filledInTransaction(rule, i, name))
      continue;
    for (const View &v : rule.migration.start->views())
      if (v.materialized && !v.noData && v.name.name.str() == name)
        rule.diags.report(s.range(), diag::warn_matview_emptied, name);
  }
}

} // namespace schemac
