//===- RowChanges.cpp - Statements that change many rows ------------------===//
//
// Read off the tokens: where the condition begins, what it compares keys with, where a LIMIT
// stands.
//
//===----------------------------------------------------------------------===//
#include "Rules/RowChanges.h"
#include <algorithm>
#include <utility>

namespace schemac {
namespace {

using Tokens = std::span<const SqlToken>;

/// Whether the column is a key by itself: at most one row has a value.
bool isKey(const Table &table, std::string_view column) {
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

/// The first of the words outside of parentheses; the end when there is none.
size_t findOutside(Tokens t, std::initializer_list<std::string_view> words, size_t from = 0) {
  int depth = 0;
  for (size_t i = from; i < t.size(); ++i) {
    depth += t[i].isSymbol("(") - t[i].isSymbol(")");
    if (depth == 0 &&
        std::any_of(words.begin(), words.end(), [&](auto word) { return t[i].isWord(word); }))
      return i;
  }
  return t.size();
}

bool isLimited(Tokens t) {
  return std::any_of(t.begin(), t.end(),
                     [](const SqlToken &x) { return x.isWord("limit") || x.isWord("fetch"); });
}

/// A LIMIT that bounds the rows that are changed, not one of a query for their new values.
bool isBatch(const RowChange &change) {
  Tokens t = change.tokens;
  size_t from = findOutside(t, {"from", "where", "using"}, 3);
  return isLimited(change.with) || isLimited(t.subspan(std::min(from, t.size())));
}

/// The comparisons of a condition with a key of the table, which is what its rows are found by.
class KeyCondition {
public:
  KeyCondition(const Table &table, Tokens condition) : table(table), t(condition) {}

  /// id = 5, id IN (1, 2), id = ANY ('{1,2}'), id BETWEEN 1 AND 5, id >= 1 AND id < 6
  bool namesRows() {
    if (findOutside(t, {"or"}) != t.size())
      return false;
    bool above = false, below = false;
    int depth = 0;
    for (size_t i = 0; i < t.size(); ++i) {
      depth += t[i].isSymbol("(") - t[i].isSymbol(")");
      if (depth != 0 || !isColumn(i))
        continue;
      if (equals(i + 1) || (is(i + 1, "between") && isValue(i + 2)))
        return true;
      size_t value = symbol(i + 2, "=") ? i + 3 : i + 2; // each character is a token
      above |= symbol(i + 1, ">") && isValue(value);
      below |= symbol(i + 1, "<") && isValue(value);
    }
    return above && below;
  }

private:
  bool is(size_t i, std::string_view word) const { return i < t.size() && t[i].isWord(word); }
  bool symbol(size_t i, std::string_view s) const { return i < t.size() && t[i].isSymbol(s); }
  bool isColumn(size_t i) const {
    return t[i].isName() && !symbol(i + 1, ".") && isKey(table, t[i].name());
  }
  bool isValue(size_t i) const {
    return i < t.size() && (t[i].kind == SqlToken::Kind::String ||
                            t[i].kind == SqlToken::Kind::Number || t[i].isSymbol("-"));
  }
  bool equals(size_t i) const {
    if (symbol(i, "="))
      return isValue(i + 1) ||
             (is(i + 1, "any") && symbol(i + 2, "(") && (isValue(i + 3) || is(i + 3, "array")));
    return is(i, "in") && symbol(i + 1, "(") && isValue(i + 2);
  }

  const Table &table;
  Tokens t;
};

bool isMany(const NamedTable &named, const RowChange &change, const MigrationContext &rule) {
  const Table *table = rule.migration.end->table(named.name);
  if (!table)
    table = rule.migration.start->table(named.name);
  return named.known && !named.quiet && table &&
         !KeyCondition(*table, change.condition).namesRows();
}

} // namespace

bool deletesAll(const RowChange &change) {
  Tokens t = change.tokens;
  bool always = change.condition.empty() ||
                (change.condition.size() == 1 && change.condition[0].isWord("true"));
  return change.kind == RowChange::Delete && always && findOutside(t, {"using"}) == t.size();
}

const RowChange *changedRows(const StatementFacts &s, const MigrationContext &rule) {
  for (const RowChange &change : s.rows) {
    if (deletesAll(change) || (isBatch(change) && !change.looped))
      continue;
    if (change.kind == RowChange::Merge) { // of rows that stand in it, few are changed
      if (change.source && change.source->known && isMany(change.table, change, rule))
        return &change;
      continue;
    }
    if (change.kind != RowChange::Insert && isMany(change.table, change, rule))
      return &change;
    if (change.source && isMany(*change.source, change, rule))
      return &change;
  }
  return nullptr;
}

CopiedRows copiedRows(const StatementFacts &s, const MigrationContext &rule) {
  Tokens t = s.tokens;
  if (!t.empty() && t[0].isSymbol("\\"))
    t = t.subspan(1);
  if (t.empty() || !t[0].isWord("copy"))
    return {};
  auto from = std::ranges::find_if(t, [](auto &x) { return x.isWord("from"); });
  CopiedRows out;
  std::string ns, called;
  int depth = 0;
  for (auto it = t.begin() + 1; it != from; ++it) {
    depth += it->isSymbol("(") - it->isSymbol(")");
    if (!it->isName())
      continue;
    if (depth > 0)
      out.columns.insert(it->name());
    else
      ns = std::exchange(called, it->name());
  }
  if (from == t.end() || called.empty())
    return {};
  bool isDefault = ns.empty() || ns == rule.dialect.defaultNamespace();
  out.table = {isDefault ? Name() : rule.context.name(ns), rule.context.name(called)};
  return out;
}

} // namespace schemac
