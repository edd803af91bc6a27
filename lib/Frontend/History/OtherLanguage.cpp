//===- OtherLanguage.cpp - Histories of other databases -------------------===//
#include "OtherLanguage.h"
#include "schemac/Dialect/Sqlite/Sqlite.h"
#include "schemac/IR/SqlTokens.h"
#include "llvm/ADT/StringRef.h"
#include <algorithm>

namespace schemac::history {

/// A token that PostgreSQL has not.
struct ForeignSign {
  std::string_view database; ///< empty: both have backquotes
  bool found = false;
};

/// ENGINE = InnoDB; a column may be called "engine" anywhere.
static bool namesEngine(const std::vector<SqlToken> &tokens, size_t i) {
  static constexpr llvm::StringLiteral Engines[] = {
      "innodb", "myisam", "memory",  "heap",       "archive",   "csv",      "aria",
      "ndb",    "merge",  "rocksdb", "ndbcluster", "blackhole", "federated"};
  if (!tokens[i].isWord("engine") || i + 2 >= tokens.size() || !tokens[i + 1].isSymbol("="))
    return false;
  llvm::StringRef engine(tokens[i + 2].text);
  engine = engine.trim("'\"`");
  return std::ranges::any_of(Engines, [&](auto e) { return engine.equals_insensitive(e); });
}

static ForeignSign signOf(const std::vector<SqlToken> &tokens, size_t i) {
  const SqlToken &t = tokens[i];
  if (t.isWord("auto_increment") || namesEngine(tokens, i))
    return {"MySQL", true};
  if (sqlite::isOnlyHere(tokens, i))
    return {"SQLite", true};
  return {{}, t.text.starts_with('`')};
}

/// The first sign is the place; whose it is may be told by a later one.
std::optional<OtherLanguage> otherLanguage(const SourceManager &sources,
                                           std::span<const Migration> migrations) {
  std::optional<OtherLanguage> out;
  bool likely = false;
  for (const Migration &m : migrations) {
    if (m.unread)
      continue;
    std::vector<SqlToken> tokens = lexSqlTokens(sources.text(m.up));
    for (size_t i = 0; i < tokens.size(); ++i) {
      ForeignSign sign = signOf(tokens, i);
      if (!sign.found)
        continue;
      if (!out)
        out = OtherLanguage{
            {}, {m.up.begin + uint32_t(tokens[i].begin), m.up.begin + uint32_t(tokens[i].end)}};
      out->database = sign.database;
      if (!sign.database.empty())
        return out; // no guess
    }
    likely |= sqlite::isLikely(tokens);
  }
  if (out)
    out->database = likely ? "SQLite" : "MySQL";
  return out;
}

} // namespace schemac::history
