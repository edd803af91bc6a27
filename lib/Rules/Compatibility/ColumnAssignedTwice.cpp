//===- ColumnAssignedTwice.cpp - column-assigned-twice -------------------------------===//
//
// UPDATE ... SET a = 1, a = 2 and INSERT INTO t (a, a) are refused, whatever the rows are.
//
//===----------------------------------------------------------------------===//
#include "Rules/MigrationRule.h"
#include <algorithm>
#include <set>

namespace schemac {

/// What the rows of an INSERT begin with.
static constexpr std::string_view BehindColumns[] = {"values",     "select", "default",
                                                     "overriding", "table",  "with"};

/// The name that is the second of its kind in the list of an INSERT or behind SET; empty: none.
static std::string twice(const RowChange &change) {
  std::set<std::string> seen;
  auto t = change.tokens;
  bool inserts = change.kind == RowChange::Insert;
  size_t i = 0;
  while (i < t.size() && !(inserts ? t[i].isSymbol("(") : t[i].isWord("set"))) {
    // Without a list of columns, what is in parentheses are values.
    if (inserts && std::ranges::any_of(BehindColumns, [&](auto word) { return t[i].isWord(word); }))
      return {};
    ++i;
  }
  int depth = 0;
  for (++i; i < t.size(); ++i) {
    bool first = t[i - 1].isSymbol(inserts ? "(" : ",") || t[i - 1].isWord("set") ||
                 (inserts && t[i - 1].isSymbol(","));
    if (inserts ? t[i].isSymbol(")") || t[i].isWord("select") || t[i].isWord("values")
                : depth == 0 && (t[i].isWord("from") || t[i].isWord("where")))
      return {};
    bool whole = i + 1 < t.size() && (inserts ? t[i + 1].isSymbol(",") || t[i + 1].isSymbol(")")
                                              : t[i + 1].isSymbol("="));
    if (depth == 0 && first && whole && t[i].isName() && !seen.insert(t[i].name()).second)
      return t[i].name();
    depth += t[i].isSymbol("(") - t[i].isSymbol(")");
  }
  return {};
}

void checkColumnAssignedTwice(MigrationContext &rule) {
  for (const StatementFacts &s : rule.statements)
    for (const RowChange &change : s.rows)
      if (change.kind != RowChange::Delete && change.kind != RowChange::Merge)
        if (std::string name = twice(change); !name.empty())
          rule.diags.report(s.range(), diag::err_column_assigned_twice, name,
                            change.table.name.str());
}

} // namespace schemac
