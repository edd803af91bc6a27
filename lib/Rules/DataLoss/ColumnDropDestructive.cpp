//===- ColumnDropDestructive.cpp - column-drop-destructive ----------------------------===//
//
// No statement brings the values back. Deployed code that names the column fails at once.
//
//===----------------------------------------------------------------------===//
#include "Rules/MigrationRule.h"
#include "Rules/NameExchange.h"
#include "schemac/IR/SchemaIndex.h"
#include <algorithm>

namespace schemac {

/// The table whose column has values of the composite type; invalid when they are new or none.
static QName tableWithValues(const MigrationContext &rule, QName type) {
  for (QName user : rule.migration.start->index().columnsOfType(type))
    if (!rule.migration.release.created.count(user) && rule.migration.end->table(user))
      return user;
  return {};
}

static bool hasAttribute(const Schema &state, const SubRef &path) {
  const Composite *type = state.find<Composite>(path.table);
  return type && std::ranges::any_of(type->attributes,
                                     [&](const Attribute &a) { return a.name == path.sub; });
}

static void reportAttributeDrop(MigrationContext &rule, const StatementFacts &s,
                                const DropAttributeOp &drop, SourceRange range) {
  SubRef path = drop.attribute();
  QName table = tableWithValues(rule, path.table);
  if (table && hasAttribute(*rule.migration.start, path) && s.startsWith({"alter", "type"}))
    rule.diags.report(range, diag::warn_column_drop_destructive, path.str())
        .note(fmt::format("'{}' has values of the type", table.str()));
}

void checkColumnDropDestructive(MigrationContext &rule) {
  for (const StatementFacts &s : rule.statements)
    for (const MigrationStep *known : s.allSteps()) {
      const MigrationStep &step = *known;
      if (auto attribute = dynOp<DropAttributeOp>(*step.op))
        reportAttributeDrop(rule, s, *attribute, step.op->range);
      auto drop = dynOp<DropColumnOp>(*step.op);
      if (!drop || step.held.empty() || step.newColumn || isHelperName(drop->column().sub))
        continue;
      rule.diags.report(step.op->range, diag::warn_column_drop_destructive, drop->column().str())
          .note("deploy code that does not name it first; keep its values when they may be wanted");
    }
}

} // namespace schemac
