//===- IndexBuiltThenDropped.cpp - index-built-then-dropped ---------------------------===//
//
// The build costs as much as one that stays.
//
//===----------------------------------------------------------------------===//
#include "Rules/MigrationRule.h"
#include <unordered_map>

namespace schemac {

void checkIndexBuiltThenDropped(MigrationContext &rule) {
  std::unordered_map<std::string, const StatementFacts *> built;
  for (const StatementFacts &s : rule.statements)
    for (const MigrationStep &step : s.steps) {
      if (auto create = dynOp<CreateIndexOp>(*step.op))
        built[create->path().str()] = &s;
      auto drop = dynOp<DropIndexOp>(*step.op);
      // An index that becomes part of another one is not dropped.
      if (!drop || !s.startsWith({"drop", "index"}))
        continue;
      auto it = built.find(drop->path().str());
      if (it == built.end())
        continue;
      rule.diags
          .report(it->second->range(), diag::warn_index_built_then_dropped, drop->path().sub.str())
          .note("it is dropped here", s.range());
      built.erase(it);
    }
}

} // namespace schemac
