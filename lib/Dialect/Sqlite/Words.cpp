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
