//===- SplitAtLines.cpp - Tools that end statements at the ends of lines --===//
//
// goose and sql-migrate do not know SQL: a statement ends with a line that ends with a semicolon,
// unless comments hold it together. So a body with several statements is cut into pieces, and what
// no semicolon ends is not run.
//
//===----------------------------------------------------------------------===//
#include "Reader.h"
#include "schemac/IR/SqlTokens.h"
#include <fmt/format.h>

namespace schemac::history {

/// Where the last word before a comment ends with a semicolon; nothing where it does not.
static std::optional<size_t> semicolonAtEnd(std::string_view line) {
  std::optional<size_t> last;
  for (size_t i = 0; i < line.size();) {
    size_t begin = line.find_first_not_of(" \t\r", i);
    size_t end = std::min(line.find_first_of(" \t\r", begin), line.size());
    if (begin == line.npos || line.substr(begin, end - begin).starts_with("--"))
      break;
    last = end - 1;
    i = end;
  }
  return last && line[*last] == ';' ? last : std::nullopt;
}

namespace {

class LineSplitter {
public:
  LineSplitter(std::string_view tool, std::string_view text, Loc base, DiagEngine &diags)
      : tool(tool), base(base), tokens(lexSqlTokens(text)), diags(diags) {}

  /// The bytes [\p begin, \p end) are a line; \p mark what its comment says to the tool.
  void line(std::string_view text, size_t begin, size_t end, std::string_view mark) {
    if (mark == "statementbegin" || mark == "statementend") {
      held = mark == "statementbegin";
      from = end;
      return;
    }
    std::optional<size_t> semicolon = held ? std::nullopt : semicolonAtEnd(text);
    size_t at = begin + semicolon.value_or(0);
    if (!semicolon || at < uncut)
      return;
    if (size_t inside = endOfWhole(at)) {
      diags.report(SourceRange(base + uint32_t(at), base + uint32_t(at + 1)),
                   diag::err_history_section,
                   fmt::format("{} ends a statement at this semicolon, which stands inside of one: "
                               "it has to stand between StatementBegin and StatementEnd",
                               tool));
      uncut = inside;
    }
    from = at + 1;
  }

  void finish() {
    for (const SqlToken &t : tokens)
      if (t.begin >= std::max(from, uncut)) {
        diags.report(SourceRange(base + uint32_t(t.begin), base + uint32_t(t.end)),
                     diag::warn_history_unended, tool);
        return;
      }
  }

private:
  /// Where the string or body ends in which the byte stands; 0: it stands in none.
  size_t endOfWhole(size_t at) const {
    bool atomic = false;
    for (size_t i = 0; i < tokens.size(); ++i) {
      const SqlToken &t = tokens[i];
      bool quoted = t.kind == SqlToken::Kind::String || t.kind == SqlToken::Kind::Quoted;
      if (quoted && t.begin < at && at < t.end)
        return t.end;
      if (t.begin >= at && !atomic)
        return 0;
      if (t.begin >= from && t.isWord("atomic") && i && tokens[i - 1].isWord("begin"))
        atomic = true;
      else if (atomic && t.isWord("end"))
        return t.begin > at ? t.end : 0;
    }
    return 0;
  }

  std::string_view tool;
  Loc base;
  std::vector<SqlToken> tokens;
  DiagEngine &diags;
  bool held = false;
  size_t from = 0;  ///< where the statement at hand begins
  size_t uncut = 0; ///< what was said of a string or body holds to its end
};

} // namespace

void Lister::splitAtLines(SourceRange section, FileId file, Tool tool, std::string_view mark) {
  if (!section.isValid())
    return;
  LineSplitter split(toolName(tool), sources.text(section), section.begin, diags);
  for (const Line &line : lines(file)) {
    if (line.range.begin < section.begin || line.range.begin >= section.end)
      continue;
    std::optional<std::string> said = after(line.text, mark);
    auto offset = [&](Loc at) { return size_t(at.raw - section.begin.raw); };
    size_t lead =
        size_t(line.text.data() - sources.text(SourceRange(line.range.begin, line.next)).data());
    split.line(line.text, offset(line.range.begin) + lead, offset(line.next),
               said ? lower(*said) : "");
  }
  split.finish();
}

} // namespace schemac::history
