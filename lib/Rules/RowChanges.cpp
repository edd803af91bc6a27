//===- RowChanges.cpp - Statements that change many rows ------------------===//
#include "Rules/RowChanges.h"
#include <algorithm>

namespace schemac {

/// Whether the column is a key by itself: at most one row has a value.
static bool isKey(const Table &table, std::string_view column) {
  auto alone = [&](const std::vector<Name> &columns) {
    return columns.size() == 1 && columns[0].str() == column;
  };
  return std::any_of(table.constraints.begin(), table.constraints.end(),
                     [&](const Constraint &c) {
                       return (c.kind == ConstraintKind::PrimaryKey ||
                               c.kind == ConstraintKind::Unique) &&
                              alone(c.columns);
                     }) ||
         std::any_of(table.indexes.begin(), table.indexes.end(), [&](const Index &i) {
           return i.unique && !i.where && i.elems.size() == 1 && i.elems[0].column.str() == column;
         });
}

/// Whether a condition compares a key with values that stand there: id = 5, key in ('a', 'b').
static bool namesRows(const StatementFacts &s, const Table &table) {
  auto where = std::find_if(s.tokens.begin(), s.tokens.end(),
                            [](const SqlToken &t) { return t.isWord("where"); });
  auto isValue = [](const SqlToken &t) {
    return t.kind == SqlToken::Kind::String || t.kind == SqlToken::Kind::Number || t.isSymbol("-");
  };
  for (auto t = where; t != s.tokens.end() && t + 2 < s.tokens.end(); ++t) {
    if (t->isWord("or"))
      return false;
    if (!t->isName() || !isKey(table, t->name()))
      continue;
    if (t[1].isSymbol("=") && isValue(t[2]))
      return true;
    if (t[1].isWord("in") && t + 3 < s.tokens.end() && t[2].isSymbol("(") && isValue(t[3]))
      return true;
  }
  return false;
}

const NamedTable *changedRows(const StatementFacts &s, const MigrationContext &rule) {
  bool update = s.startsWith({"update"}) || (s.startsWith({"with"}) && s.has("update"));
  bool remove = s.startsWith({"delete"}) && s.has("where");
  if ((!update && !remove) || s.tables.empty() || s.has("limit"))
    return nullptr;
  const NamedTable &t = s.tables.front();
  const Table *table = rule.migration.end->table(t.name);
  if (!table)
    table = rule.migration.start->table(t.name);
  if (!t.known || t.quiet || !table || namesRows(s, *table))
    return nullptr;
  return &t;
}

} // namespace schemac
