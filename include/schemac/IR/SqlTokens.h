//===- SqlTokens.h - Tokens of a SQL expression -----------------*- C++ -*-===//
#pragma once

#include <concepts>
#include <string>
#include <string_view>
#include <vector>

namespace schemac {

struct SqlToken {
  enum class Kind : unsigned char { Identifier, Quoted, String, Number, Symbol };
  Kind kind;
  size_t begin, end;
  std::string_view text; ///< as written

  bool isName() const { return kind == Kind::Identifier || kind == Kind::Quoted; }
  bool isSymbol(std::string_view s) const { return kind == Kind::Symbol && text == s; }
  /// An unquoted word, whatever its case. \p word is in lower case.
  bool isWord(std::string_view word) const {
    return kind == Kind::Identifier && text.size() == word.size() && spells(word);
  }
  /// The name meant: folded to lower case, or without its quotes.
  std::string name() const;

private:
  bool spells(std::string_view word) const; ///< of the same length
};

/// Where databases differ: MySQL has escapes with backslashes in every string and comments with #;
/// there and in SQLite, a comment within a comment is none. A name in backquotes is one everywhere.
enum class SqlRules : unsigned char { Standard, MySql, Sqlite };

/// PostgreSQL's lexical rules, without comments and blanks. What is not closed ends with the text.
/// \p sql must outlive the tokens, which point into it.
std::vector<SqlToken> lexSqlTokens(std::string_view sql, SqlRules rules = SqlRules::Standard);
template <class Text>
  requires std::same_as<std::remove_cv_t<Text>, std::string>
void lexSqlTokens(Text &&temporary, SqlRules rules = SqlRules::Standard) = delete;

/// Why \p sql cannot stand inside of a statement without changing the rest of it: "does not close a
/// string", "holds a ';'" and the like. Empty when it can.
std::string_view sqlFault(std::string_view sql, SqlRules rules = SqlRules::Standard);

} // namespace schemac
