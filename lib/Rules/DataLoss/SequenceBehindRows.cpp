//===- SequenceBehindRows.cpp - sequence-behind-rows ---------------------------------===//
//
// A key that is given by hand does not move the sequence: the first insert that leaves the key to
// the server gets a value that is taken. Silent when the file sets the sequence afterwards.
//
//===----------------------------------------------------------------------===//
#include "Rules/MigrationRule.h"
#include "schemac/IR/SqlNames.h"
#include <algorithm>

namespace schemac {

/// The positions in INSERT INTO t (a, b, ...) of the columns that count by themselves.
static std::vector<std::pair<size_t, Name>> counted(const RowChange &insert, const Table &table) {
  std::vector<std::pair<size_t, Name>> out;
  auto open = std::ranges::find_if(insert.tokens, [](auto &t) { return t.isSymbol("("); });
  size_t position = 0;
  for (auto it = open; it != insert.tokens.end() && !it->isSymbol(")"); ++it) {
    if (it->isSymbol(","))
      ++position;
    if (!it->isName())
      continue;
    for (const Column &c : table.columns)
      if (c.name.str() == it->name() &&
          (c.generation != Generation::None || drawsFromSequence(c.defaultExpr)))
        out.emplace_back(position, c.name);
  }
  return out;
}

/// Whether the first row of VALUES has a plain positive number there.
static bool isGivenByHand(const RowChange &insert, size_t position) {
  auto it = std::ranges::find_if(insert.tokens, [](auto &t) { return t.isWord("values"); });
  if (it == insert.tokens.end() || ++it == insert.tokens.end() || !it->isSymbol("("))
    return false;
  int depth = 0;
  for (++it; it != insert.tokens.end() && position > 0; ++it) {
    depth += it->isSymbol("(") - it->isSymbol(")");
    position -= depth == 0 && it->isSymbol(",");
  }
  return it != insert.tokens.end() && it->kind == SqlToken::Kind::Number && it->text != "0";
}

static bool movesSequence(const StatementFacts &s) {
  auto is = [](const SqlToken &t) { return t.isWord("setval") || t.isWord("restart"); };
  return std::ranges::any_of(s.tokens, is) || std::ranges::any_of(s.body, is);
}

void checkSequenceBehindRows(MigrationContext &rule) {
  if (std::ranges::any_of(rule.statements, movesSequence))
    return;
  std::unordered_set<QName> told;
  for (const StatementFacts &s : rule.statements)
    for (const RowChange &change : s.rows) {
      const Table *t = rule.migration.end->table(change.table.name);
      if (change.kind != RowChange::Insert || !t || told.contains(t->name))
        continue;
      for (auto &[position, column] : counted(change, *t))
        if (isGivenByHand(change, position) && told.insert(t->name).second)
          rule.diags.report(s.range(), diag::warn_sequence_behind_rows,
                            SubRef{t->name, column}.str());
    }
}

} // namespace schemac
