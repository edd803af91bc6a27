//===- SequenceBehindRows.cpp - sequence-behind-rows ---------------------------------===//
//
// A key that is given by hand does not move the sequence, and one that is made for a column with
// rows does not look at them: the first insert that leaves the key to the server gets a value that
// is taken. Silent when the file sets the sequence, or its author said where it begins.
//
//===----------------------------------------------------------------------===//
#include "Rules/RowChanges.h"
#include "schemac/IR/SqlNames.h"
#include <algorithm>
#include <cctype>
#include <unordered_set>

namespace schemac {

static bool countsItself(const Column &c) {
  bool isNumbered = c.generation == Generation::Serial ||
                    c.generation == Generation::IdentityAlways ||
                    c.generation == Generation::IdentityByDefault;
  return isNumbered || drawsFromSequence(c.defaultExpr);
}

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
      if (c.name.str() == it->name() && countsItself(c))
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

/// The first column that counts by itself and is among those that COPY brings; null: none.
static SubRef countedByCopy(const StatementFacts &s, const MigrationContext &rule) {
  CopiedRows rows = copiedRows(s, rule);
  if (const Table *table = rows.table ? rule.migration.end->table(rows.table) : nullptr)
    for (const Column &c : table->columns)
      if (countsItself(c) && (rows.columns.empty() || rows.columns.contains(c.name.string())))
        return {table->name, c.name};
  return {};
}

/// Whether a string has one of the words, in whatever case.
static bool movesInText(std::string_view text) {
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return std::tolower(c); });
  return lower.find("setval") != std::string::npos || lower.find("restart") != std::string::npos;
}

/// Moves one, be it by text that a block puts together and runs.
static bool movesSequence(const StatementFacts &s) {
  auto is = [](const SqlToken &t) {
    if (t.kind == SqlToken::Kind::String)
      return movesInText(t.text);
    return t.isWord("setval") || t.isWord("restart");
  };
  return std::ranges::any_of(s.tokens, is) || std::ranges::any_of(s.body, is);
}

/// An UPDATE that draws from a sequence moves it as it fills the rows.
static bool drawsForRows(const StatementFacts &s) {
  return std::ranges::any_of(s.rows, [](const RowChange &change) {
    return change.kind == RowChange::Update &&
           std::ranges::any_of(change.tokens, [](auto &t) { return t.isWord("nextval"); });
  });
}

/// Whether the migration itself makes the only sequence that \p value draws from, to count upwards
/// from 1.
static bool drawsFromNew(const MigrationContext &rule, Expr value) {
  std::vector<QName> names = sequencesIn(rule.context, value);
  if (names.size() != 1 || std::ranges::any_of(rule.statements, drawsForRows))
    return false;
  for (const StatementFacts &s : rule.statements)
    for (const MigrationStep &step : s.steps)
      if (auto create = step.op ? dynOp<CreateSequenceOp>(*step.op) : std::nullopt)
        if (const Sequence &made = create->sequence(); made.name == names[0])
          return made.start == 1 && made.increment > 0;
  return false;
}

/// The column that held values before \p op, and counts from 1 behind it; null when there is none.
static SubRef beginsAtOne(const MigrationContext &rule, const Op &op) {
  SubRef path;
  if (auto identity = dynOp<AddIdentityOp>(op)) {
    SequenceOptions o = identity->def().options();
    if (o.start.value_or(1) == 1 && o.increment.value_or(1) > 0 && o.min.value_or(1) == 1)
      path = identity->column();
  } else if (auto value = dynOp<SetDefaultOp>(op); value && drawsFromNew(rule, value->value())) {
    path = value->column();
  }
  const Table *table = path.sub ? rule.migration.start->table(path.table) : nullptr;
  return table && !table->isEmpty() && table->column(path.sub) ? path : SubRef();
}

static void checkNewSequences(MigrationContext &rule) {
  for (const StatementFacts &s : rule.statements)
    for (const MigrationStep &step : s.steps)
      if (SubRef path = step.op ? beginsAtOne(rule, *step.op) : SubRef(); path.sub) {
        auto d = rule.diags.report(step.op->range, diag::warn_sequence_behind_rows, path.str(),
                                   "holds values already");
        auto identity = dynOp<AddIdentityOp>(*step.op);
        if (identity && identity->def().generation == Generation::IdentityAlways)
          d.note("as GENERATED ALWAYS it also refuses values from code that is deployed now");
      }
}

void checkSequenceBehindRows(MigrationContext &rule) {
  if (std::ranges::any_of(rule.statements, movesSequence))
    return;
  checkNewSequences(rule);
  std::unordered_set<QName> told;
  for (const StatementFacts &s : rule.statements) {
    if (SubRef column = countedByCopy(s, rule); column.sub && told.insert(column.table).second)
      rule.diags.report(s.range(), diag::warn_sequence_behind_rows, column.str(), "is given here");
    for (const RowChange &change : s.rows) {
      const Table *t = rule.migration.end->table(change.table.name);
      if (change.kind != RowChange::Insert || !t || told.contains(t->name))
        continue;
      for (auto &[position, column] : counted(change, *t))
        if (isGivenByHand(change, position) && told.insert(t->name).second)
          rule.diags.report(s.range(), diag::warn_sequence_behind_rows,
                            SubRef{t->name, column}.str(), "is given here");
    }
  }
}

} // namespace schemac
