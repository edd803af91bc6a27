//===- Words.cpp - By what SQLite's SQL is known ----------------------------===//

#include "schemac/Dialect/Sqlite/Sqlite.h"
#include <algorithm>

namespace schemac::sqlite {

namespace {

bool isWordOf(const SqlToken &t, std::span<const std::string_view> words) {
  return std::ranges::any_of(words, [&](std::string_view w) { return t.isWord(w); });
}

/// The names that SQLite's own manual has for its classes of storage. What is made for SQLite alone
/// has hardly any other type, and what is made for MySQL hardly these alone.
constexpr std::string_view PlainTypes[] = {"integer", "text", "real", "blob", "numeric"};
constexpr std::string_view OtherTypes[] = {
    "int",    "bigint",    "smallint", "tinyint",    "mediumint", "varchar",  "char",
    "date",   "time",      "datetime", "timestamp",  "year",      "decimal",  "double",
    "float",  "bit",       "bool",     "boolean",    "json",      "enum",     "set",
    "binary", "varbinary", "tinyblob", "mediumblob", "longblob",  "geometry", "point"};
constexpr std::string_view Functions[] = {"strftime", "julianday", "unixepoch", "randomblob",
                                          "typeof"};

/// Whether the statement that token \p i is in begins with \p word.
bool isInStatement(std::span<const SqlToken> t, size_t i, std::string_view first,
                   std::string_view second) {
  while (i > 0 && !t[i - 1].isSymbol(";"))
    --i;
  return i + 1 < t.size() && t[i].isWord(first) && t[i + 1].isWord(second);
}

/// What MySQL refuses and SQLite does not, at token \p i.
bool isOwn(std::span<const SqlToken> t, size_t i) {
  auto next = [&](size_t n) { return i + n < t.size() ? &t[i + n] : nullptr; };
  auto nextWord = [&](size_t n, std::string_view w) { return next(n) && next(n)->isWord(w); };
  if (t[i].isWord("autoincrement") || (t[i].isWord("without") && nextWord(1, "rowid")) ||
      (t[i].isWord("on") && nextWord(1, "conflict")))
    return true;
  if (isWordOf(t[i], Functions))
    return next(1) && next(1)->isSymbol("(");
  if (t[i].isWord("text") || t[i].isWord("blob")) // a key without a length
    return nextWord(1, "primary") || (nextWord(1, "not") && nextWord(3, "primary"));
  bool ends = !next(1) || next(1)->isSymbol(";") || next(1)->isSymbol(",");
  return t[i].isWord("strict") && ends && i > 0 && t[i - 1].isSymbol(")");
}

} // namespace

bool isOnlyHere(std::span<const SqlToken> t, size_t i) {
  auto next = [&](size_t n) { return i + n < t.size() ? &t[i + n] : nullptr; };
  auto follows = [&](size_t n, std::string_view w) { return next(n) && next(n)->isWord(w); };
  const SqlToken &word = t[i];
  if (!word.isName())
    return false;
  bool begins = i == 0 || t[i - 1].isSymbol(";"), calls = next(1) && next(1)->isSymbol("(");
  if (word.isWord("autoincrement") || (word.isWord("pragma") && begins) ||
      (word.isWord("without") && follows(1, "rowid")) ||
      (word.isWord("create") && begins && follows(1, "virtual") && follows(2, "table")))
    return true;
  static constexpr std::string_view Actions[] = {"replace", "ignore", "abort", "fail", "rollback"};
  bool isAction = next(2) && isWordOf(*next(2), Actions);
  if ((word.isWord("insert") || word.isWord("update")) && follows(1, "or") && isAction)
    return true; // INSERT OR IGNORE
  if (word.isWord("on") && follows(1, "conflict") && isAction)
    return true; // UNIQUE ON CONFLICT IGNORE
  static constexpr std::string_view Tables[] = {"sqlite_master", "sqlite_schema", "sqlite_sequence",
                                                "sqlite_stat1"};
  static constexpr std::string_view Calls[] = {"strftime", "julianday", "unixepoch", "randomblob",
                                               "datetime"};
  bool hasText = next(2) && next(2)->kind == SqlToken::Kind::String;
  if (isWordOf(word, Tables))
    return true;
  if (calls && isWordOf(word, Calls) && (hasText || !word.isWord("datetime")))
    return true; // datetime(6) is a type of MySQL's
  bool closes = i > 0 && t[i - 1].isSymbol(")");
  bool ends = !next(1) || next(1)->isSymbol(";") || next(1)->isSymbol(",");
  return word.isWord("strict") && closes && ends && isInStatement(t, i, "create", "table");
}

bool isLikely(std::span<const SqlToken> tokens) {
  bool plain = false, other = false;
  for (size_t i = 0; i < tokens.size(); ++i) {
    if (isOwn(tokens, i))
      return true;
    if (i == 0 || !tokens[i - 1].text.starts_with('`'))
      continue;
    plain |= isWordOf(tokens[i], PlainTypes);
    other |= isWordOf(tokens[i], OtherTypes);
  }
  return plain && !other;
}

} // namespace schemac::sqlite
