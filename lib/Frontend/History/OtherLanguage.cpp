//===- OtherLanguage.cpp - Histories of other databases -------------------===//
#include "OtherLanguage.h"
#include "schemac/IR/SqlTokens.h"

namespace schemac::history {

/// The database that a token gives away; empty: none.
static std::string_view databaseOf(const std::vector<SqlToken> &tokens, size_t i) {
  const SqlToken &t = tokens[i];
  bool assigned = i + 1 < tokens.size() && tokens[i + 1].isSymbol("=");
  if (t.text.starts_with('`') || t.isWord("auto_increment") || (t.isWord("engine") && assigned))
    return "MySQL";
  bool begins = i == 0 || tokens[i - 1].isSymbol(";");
  if (t.isWord("autoincrement") || (t.isWord("pragma") && begins))
    return "SQLite";
  return {};
}

std::optional<OtherLanguage> otherLanguage(const SourceManager &sources,
                                           std::span<const Migration> migrations) {
  for (const Migration &m : migrations) {
    std::vector<SqlToken> tokens = lexSqlTokens(sources.text(m.up));
    for (size_t i = 0; i < tokens.size(); ++i)
      if (std::string_view database = databaseOf(tokens, i); !database.empty())
        return OtherLanguage{
            database,
            {m.up.begin + uint32_t(tokens[i].begin), m.up.begin + uint32_t(tokens[i].end)}};
  }
  return std::nullopt;
}

} // namespace schemac::history
