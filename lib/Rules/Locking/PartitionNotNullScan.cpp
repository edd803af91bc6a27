//===- PartitionNotNullScan.cpp - partition-not-null-scan -----------------------------===//
//
// A state lists the columns of a partition with its parent, so that a NOT NULL of one partition is
// no step. The server reads that partition all the same, unless a valid check says it already.
//
//===----------------------------------------------------------------------===//
#include "Rules/MigrationRule.h"
#include <algorithm>
#include <fmt/format.h>

namespace schemac {

/// "c IS NOT NULL", by itself or beside other conditions that all hold.
static bool saysNotNull(Expr check, std::string_view column) {
  std::vector<SqlToken> t = lexSqlTokens(check.str());
  if (std::ranges::any_of(t, [](const SqlToken &x) { return x.isWord("or"); }))
    return false;
  for (size_t i = 0; i + 3 < t.size(); ++i)
    if (t[i].isName() && t[i].name() == column && t[i + 1].isWord("is") && t[i + 2].isWord("not") &&
        t[i + 3].isWord("null"))
      return true;
  return false;
}

static bool isProvedBefore(const MigrationContext &rule, const StatementFacts &at, const Table *t,
                           std::string_view column) {
  auto isValid = [&](const Constraint &c) {
    bool later = c.range.isValid() && rule.migration.range.begin <= c.range.begin &&
                 at.range().begin <= c.range.begin;
    return c.kind == ConstraintKind::Check && !c.notValid && !later && saysNotNull(c.check, column);
  };
  for (; t; t = t->partitionOf ? rule.migration.end->table(t->partitionOf) : nullptr)
    if (std::ranges::any_of(t->constraints, isValid))
      return true;
  return false;
}

/// The column that the tokens at \p i make NOT NULL: ALTER [COLUMN] c SET NOT NULL.
static std::string requiredAt(const std::vector<SqlToken> &t, size_t i) {
  if (!t[i].isWord("alter"))
    return {};
  i += i + 1 < t.size() && t[i + 1].isWord("column") ? 2 : 1;
  bool sets = i + 3 < t.size() && t[i].isName() && t[i + 1].isWord("set") &&
              t[i + 2].isWord("not") && t[i + 3].isWord("null");
  return sets ? t[i].name() : std::string();
}

void checkPartitionNotNullScan(MigrationContext &rule) {
  for (const StatementFacts &s : rule.statements) {
    if (!s.startsWith({"alter", "table"}) || s.tables.empty() || s.tables.front().quiet)
      continue;
    const NamedTable &named = s.tables.front();
    const Table *before = rule.migration.start->table(named.name);
    const Table *part = rule.migration.end->table(named.name);
    if (!before || !part || !before->partitionOf || !part->partitionOf)
      continue;
    const Table *whole = before;
    while (whole && whole->partitionOf)
      whole = rule.migration.start->table(whole->partitionOf);
    for (size_t i = 2; i < s.tokens.size(); ++i) {
      std::string column = requiredAt(s.tokens, i);
      const Column *c =
          whole && !column.empty() ? whole->column(rule.context.name(column)) : nullptr;
      if (c && c->nullable && !isProvedBefore(rule, s, part, column))
        rule.diags
            .report(s.range(), diag::warn_partition_not_null_scan, column, named.name.str(),
                    named.size)
            .note(fmt::format("a check ({} IS NOT NULL) that is added NOT VALID and then validated "
                              "spares the server the look at every row",
                              column));
    }
  }
}

} // namespace schemac
