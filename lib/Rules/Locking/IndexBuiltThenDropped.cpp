//===- IndexBuiltThenDropped.cpp - index-built-then-dropped ---------------------------===//
//
// The build costs as much as one that stays.
//
//===----------------------------------------------------------------------===//
#include "Rules/MigrationRule.h"

namespace schemac {

void checkIndexBuiltThenDropped(MigrationContext &rule) {
  for (size_t i = 0; i < rule.statements.size(); ++i)
    for (const MigrationStep &step : rule.statements[i].steps) {
      auto create = dynOp<CreateIndexOp>(*step.op);
      for (size_t j = i + 1; create && j < rule.statements.size(); ++j)
        for (const MigrationStep &later : rule.statements[j].steps) {
          auto drop = dynOp<DropIndexOp>(*later.op);
          bool said = rule.statements[j].startsWith({"drop", "index"});
          if (said && drop && drop->path() == create->path())
            rule.diags
                .report(rule.statements[i].range(), diag::warn_index_built_then_dropped,
                        create->path().sub.str())
                .note("it is dropped here", rule.statements[j].range());
        }
    }
}

} // namespace schemac
