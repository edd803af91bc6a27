//===- IndexReplaceGap.cpp - index-replace-gap ----------------------------------------===//
//
// In one transaction queries wait instead, which is another rule's. Build the new one first,
// concurrently, and drop the old one then.
//
//===----------------------------------------------------------------------===//
#include "Rules/MigrationRule.h"

namespace schemac {

/// Whether another index that begins in the same way is there after the statement.
static bool servedMeanwhile(const MigrationContext &rule, size_t statement, const Table &table,
                            const Index &dropped) {
  std::vector<Name> gone;
  for (size_t i = 0; i <= statement; ++i)
    for (const MigrationStep &step : rule.statements[i].steps)
      if (auto drop = dynOp<DropIndexOp>(*step.op))
        gone.push_back(drop->path().sub);
  return std::any_of(table.indexes.begin(), table.indexes.end(), [&](const Index &i) {
    return std::find(gone.begin(), gone.end(), i.name) == gone.end() && !i.where &&
           !i.elems.empty() && i.elems[0] == dropped.elems[0];
  });
}

void checkIndexReplaceGap(MigrationContext &rule) {
  for (size_t i = 0; i < rule.statements.size(); ++i)
    for (const MigrationStep &step : rule.statements[i].steps) {
      auto drop = dynOp<DropIndexOp>(*step.op);
      const Table *t = drop ? rule.migration.start->table(drop->path().table) : nullptr;
      const Index *old = t ? t->index(drop->path().sub) : nullptr;
      for (size_t j = i + 1; old && j < rule.statements.size(); ++j)
        for (const MigrationStep &later : rule.statements[j].steps) {
          auto create = dynOp<CreateIndexOp>(*later.op);
          bool same = create && create->path().table == drop->path().table &&
                      !create->def().elems.empty() && !old->elems.empty() &&
                      create->def().elems[0] == old->elems[0];
          bool gap = !MigrationContext::sameTransaction(rule.statements[i], rule.statements[j]);
          if (same && gap && !servedMeanwhile(rule, i, *t, *old) &&
              create->path().sub != drop->path().sub)
            rule.diags
                .report(rule.statements[i].range(), diag::warn_index_replace_gap,
                        drop->path().sub.str(), create->path().sub.str(), t->name.str())
                .note("it is built here", rule.statements[j].range());
        }
    }
}

} // namespace schemac
