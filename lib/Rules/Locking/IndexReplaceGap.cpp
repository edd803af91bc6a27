//===- IndexReplaceGap.cpp - index-replace-gap ----------------------------------------===//
//
// In one transaction queries wait instead, which is another rule's. Build the new one first,
// concurrently, and drop the old one then.
//
//===----------------------------------------------------------------------===//
#include "Rules/MigrationRule.h"

namespace schemac {

/// An index that is gone, with its transaction; 0: in a file before, or by itself.
struct GoneIndex {
  IndexChange drop;
  unsigned transaction = 0;
};

void checkIndexReplaceGap(MigrationContext &rule) {
  std::vector<GoneIndex> gone;
  auto replaced = [&](const IndexChange &built) {
    return std::ranges::find_if(gone, [&](const GoneIndex &g) {
      return g.drop.table == built.table && !built.index.elems.empty() &&
             g.drop.index.elems[0] == built.index.elems[0];
    });
  };
  auto take = [&](const IndexChange &change, unsigned transaction) -> std::optional<GoneIndex> {
    if (change.drop) {
      if (!change.served)
        gone.push_back({change, transaction});
      return {};
    }
    auto it = replaced(change);
    if (it == gone.end())
      return {};
    GoneIndex old = *it;
    gone.erase(it);
    return old;
  };
  for (const IndexChange &change : rule.migration.release.indexes)
    take(change, 0);
  for (const StatementFacts &s : rule.statements)
    for (const MigrationStep &step : s.steps) {
      std::optional<GoneIndex> old =
          step.index ? take(*step.index, s.transaction) : std::optional<GoneIndex>();
      if (!old || (old->transaction && old->transaction == s.transaction))
        continue;
      rule.diags
          .report(old->drop.range, diag::warn_index_replace_gap, old->drop.index.name.str(),
                  step.index->index.name.str(), step.index->table.str())
          .note("it is built here", s.range());
    }
}

} // namespace schemac
