//===- ColumnDropDestructive.cpp - column-drop-destructive ----------------------------===//
//
// No statement brings the values back. Deployed code that names the column fails at once.
//
//===----------------------------------------------------------------------===//
#include "Rules/GoneWithColumn.h"
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

/// What goes with the column of its own table, which no word of the statement says.
static std::string goneWith(std::vector<std::string> all) {
  constexpr size_t Most = 5;
  size_t more = all.size() > Most ? all.size() - Most : 0;
  all.resize(all.size() - more);
  std::string out = fmt::format("{}", fmt::join(all, ", "));
  return more ? fmt::format("{} and {} more", out, more) : out;
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
      auto d = rule.diags.report(step.op->range, diag::warn_column_drop_destructive,
                                 drop->column().str());
      if (!step.gone.empty())
        d.note(fmt::format("with it {} {}", step.gone.size() == 1 ? "goes" : "go",
                           goneWith(step.gone)));
      d.note("deploy code that does not name it first; keep its values when they may be wanted");
    }
}

} // namespace schemac
