//===- DoSupposed.cpp - What a DO block that is not followed may run ------===//
//
// Which of its statements run, and for which tables, is not known before. What each of them would
// do is: it is read as if it stood there by itself, by a reader of its own, whose state is thrown
// away. A table that is named by a variable is taken to be there, in use and of unknown size.
//
//===----------------------------------------------------------------------===//
#include "BuiltText.h"
#include "Reader.h"
#include "schemac/Analysis/Transactions.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/SaveAndRestore.h"

namespace schemac::sql {

/// A note for each of the first of them, and so much of its text.
static constexpr size_t MostShown = 3, MostBytes = 120;

/// In one line, with the names of variables as "<name>".
static std::string oneLine(std::string_view sql) {
  std::string out;
  for (char c : sql) {
    bool blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (blank && (out.empty() || out.back() == ' '))
      continue;
    out += blank ? ' ' : c;
  }
  while (!out.empty() && (out.back() == ' ' || out.back() == ';'))
    out.pop_back();
  size_t cut = MostBytes;
  while (cut < out.size() && (out[cut] & 0xC0) == 0x80) // within a character
    --cut;
  return out.size() > MostBytes ? out.substr(0, cut) + "…" : out;
}

static bool changesSchema(const std::vector<SqlToken> &t, size_t i) {
  return i < t.size() && (t[i].isWord("create") || t[i].isWord("alter") || t[i].isWord("drop"));
}

/// Whether a statement begins at \p i.
static bool beginsStatement(const std::vector<SqlToken> &t, size_t i) {
  return i > 0 && (t[i - 1].isSymbol(";") || t[i - 1].isWord("then") || t[i - 1].isWord("else") ||
                   t[i - 1].isWord("loop") || t[i - 1].isWord("begin"));
}

/// Reads \p sql alone, and keeps what it would do.
void Reader::supposeOne(std::string sql, SourceRange range, bool looped, bool isBuilt) {
  Options alone = options;
  alone.assumeMissing = true;
  alone.endOnly = false;
  Script script;
  script.end = state;
  script.end.setJournal(nullptr);
  script.start = script.end;
  script.plan.phases.push_back({PhaseKind::Change, std::nullopt, {}});
  size_t reported = diags.pending().size();
  Reader reader(sources, context, diags, alone, script);
  reader.searchPath = searchPath;
  reader.assumed = assumed;
  Statement &read = script.statements.emplace_back();
  read.range = range;
  reader.record = &read;
  reader.text = sql;
  reader.base = range.begin;
  reader.builtAt = isBuilt ? range : SourceRange();
  reader.statement();
  diags.truncate(reported);
  // What a type is changed from is not known of a table that is assumed.
  std::erase_if(reader.steps(),
                [&](const Op &op) { return SetTypeOp::classof(op) && !state.table(tableOf(op)); });
  if (read.kind != StatementKind::Change || reader.steps().empty())
    return;
  Supposed &one = record->supposed.emplace_back();
  one.range = range;
  one.looped = looped;
  one.sql = isBuilt ? std::move(sql) : std::string();
  one.steps = std::move(reader.steps());
  for (const Table &t : script.start.tables())
    if (!state.table(t.name))
      one.taken.push_back(t);
}

void Reader::suppose(const std::string &body, Loc at) {
  // Moved away and back, as the tokens of the statement point into its text.
  llvm::SaveAndRestore outerText(text, std::string(body));
  llvm::SaveAndRestore outerBase(base, at);
  llvm::SaveAndRestore outerTokens(tokens, lexSqlTokens(text));
  declarations();
  unsigned loops = 0;
  for (size_t i = 1; i < tokens.size(); ++i) {
    if (isWord(i, "loop"))
      loops += isWord(i - 1, "end") ? -1 : 1;
    if (!beginsStatement(tokens, i))
      continue;
    size_t end = endOfStatement(i, tokens.size());
    if (changesSchema(tokens, i)) {
      supposeOne(textOf({i, end}), rangeOf({i, end}), loops > 0, false);
      continue;
    }
    if (!isWord(i, "execute"))
      continue;
    size_t behind = i + 1; // INTO and USING are not of the text
    while (behind < end && !isWord(behind, "into") && !isWord(behind, "using"))
      behind = isWord(behind, "(") ? closing(behind) + 1 : behind + 1;
    std::optional<BuiltText> built =
        TextBuilder(tokens, variables.values).build(i + 1, std::min(behind, end));
    if (built && changesSchema(lexSqlTokens(built->sql), 0))
      supposeOne(std::move(built->sql), rangeOf({i, end}), loops > 0, true);
  }
}

/// Says what statements it puts together, of those that change a schema.
bool Reader::opaqueBlock() {
  std::vector<std::pair<std::string, SourceRange>> notes;
  size_t more = 0;
  for (const Supposed &one : record->supposed)
    if (one.sql.empty())
      continue;
    else if (notes.size() == MostShown)
      ++more;
    else
      notes.emplace_back(
          fmt::format("{}: {}", one.looped ? "for each pass of its loop it may run" : "it may run",
                      oneLine(one.sql)),
          one.range);
  if (more)
    notes.emplace_back(fmt::format("and {} more", more), SourceRange());
  return opaque("a DO block", {}, notes);
}

} // namespace schemac::sql
