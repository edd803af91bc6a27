//===- IndexIfNotExistsTrap.cpp - index-if-not-exists-trap ----------------------------===//
//
// A concurrent build that fails leaves an index that is written and never read. Run again, the
// statement finds the name and does nothing.
//
//===----------------------------------------------------------------------===//
#include "Rules/MigrationRule.h"

namespace schemac {

/// Whether an earlier statement drops an index of this name, there or not.
static bool dropsBefore(const MigrationContext &rule, const StatementFacts &s, Name index) {
  for (const StatementFacts &before : rule.statements) {
    if (&before == &s)
      return false;
    for (const SqlToken &t : before.tokens)
      if (before.startsWith({"drop", "index"}) && t.isName() && t.name() == index.str())
        return true;
  }
  return false;
}

void checkIndexIfNotExistsTrap(MigrationContext &rule) {
  for (const StatementFacts &s : rule.statements)
    for (const MigrationStep &step : s.steps) {
      auto create = dynOp<CreateIndexOp>(*step.op);
      bool trap = create && create->concurrently() && s.has({"if", "not", "exists"});
      if (trap && !dropsBefore(rule, s, create->path().sub))
        rule.diags.report(s.range(), diag::warn_index_if_not_exists_trap, create->path().sub.str())
            .note(fmt::format(
                "drop what may be left of it before: DROP INDEX CONCURRENTLY IF EXISTS {}",
                rule.dialect.quote(create->path().sub.str())));
    }
}

} // namespace schemac
