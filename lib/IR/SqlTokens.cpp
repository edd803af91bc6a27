//===- SqlTokens.cpp - Tokens of a SQL expression -------------------------===//
#include "schemac/IR/SqlTokens.h"
#include "schemac/IR/SqlQuotes.h"

namespace schemac {

static char lower(char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; }

bool SqlToken::spells(std::string_view word) const {
  for (size_t i = 0; i < word.size(); ++i)
    if (lower(text[i]) != word[i])
      return false;
  return true;
}

std::string SqlToken::name() const {
  std::string result;
  if (kind == Kind::Quoted) {
    for (size_t i = 1; i + 1 < text.size(); ++i) {
      result += text[i];
      if (text[i] == text[0])
        ++i; // a doubled quote stands for one
    }
  } else {
    for (char c : text)
      result += lower(c);
  }
  return result;
}

namespace {
class Lexer {
public:
  explicit Lexer(std::string_view sql, SqlRules rules) : sql(sql), rules(rules) {}

  std::vector<SqlToken> run() {
    tokens.reserve(sql.size() / 5 + 4); // a word and a blank
    while (skipBlanks(), pos < sql.size())
      next();
    return std::move(tokens);
  }
  /// What the text leaves open, once it has run.
  std::string_view leftOpen() const { return open; }

private:
  bool at(std::string_view s) const { return sql.substr(pos).starts_with(s); }

  void skipBlanks() {
    while (pos < sql.size()) {
      if (sql[pos] == ' ' || (sql[pos] >= '\t' && sql[pos] <= '\r'))
        ++pos;
      else if (at("--") || (rules == SqlRules::MySql && sql[pos] == '#'))
        skipLine();
      else if (at("/*"))
        skipComment();
      else
        return;
    }
  }
  void skipLine() {
    std::string_view ends = rules == SqlRules::MySql ? "\n" : "\n\r";
    pos = std::min(sql.find_first_of(ends, pos), sql.size());
    if (pos == sql.size())
      open = "ends in a comment";
  }
  void skipComment() {
    size_t end = sqltext::commentEnd(sql, pos, rules == SqlRules::Standard);
    if (end == std::string_view::npos)
      open = "does not close a comment";
    pos = std::min(end, sql.size());
  }

  void add(SqlToken::Kind kind, size_t end) {
    end = std::min(end, sql.size());
    tokens.push_back({kind, pos, end, sql.substr(pos, end - pos)});
    pos = end;
  }
  /// End of what begins with the quote at \p from, in which a doubled quote does not end it.
  size_t quotedEnd(size_t from, bool backslashes) {
    size_t end = sqltext::quotedEnd(sql, from, backslashes);
    if (end == std::string_view::npos)
      open = sql[from] == '\'' ? "does not close a string" : "does not close a name";
    return end;
  }

  void next() {
    char c = sql[pos], after = pos + 1 < sql.size() ? sql[pos + 1] : '\0';
    if (c == '\'')
      return add(SqlToken::Kind::String, quotedEnd(pos, rules == SqlRules::MySql));
    if (c == '"' || c == '`')
      return add(SqlToken::Kind::Quoted, quotedEnd(pos, false));
    if (after == '\'' && std::string_view("eEbBxXnN").find(c) != std::string_view::npos)
      return add(SqlToken::Kind::String, quotedEnd(pos + 1, lower(c) == 'e'));
    if (lower(c) == 'u' && (at("u&'") || at("U&'")))
      return add(SqlToken::Kind::String, quotedEnd(pos + 2, false));
    if (c == '$')
      if (size_t tag = sqltext::dollarTagEnd(sql, pos)) {
        size_t close = sql.find(sql.substr(pos, tag - pos), tag);
        if (close == std::string_view::npos)
          open = "does not close a string";
        return add(SqlToken::Kind::String,
                   close == std::string_view::npos ? sql.size() : close + (tag - pos));
      }
    if (sqltext::isDigit(c) || (c == '.' && sqltext::isDigit(after)))
      return number();
    size_t end = pos + 1;
    if (sqltext::startsName(c)) {
      while (end < sql.size() && sqltext::continuesName(sql[end]))
        ++end;
      return add(SqlToken::Kind::Identifier, end);
    }
    add(SqlToken::Kind::Symbol, pos + (at("::") ? 2 : 1));
  }
  void number() {
    size_t end = pos;
    if (!tokens.empty() && tokens.back().isSymbol("$") && tokens.back().end == pos) {
      while (end < sql.size() &&
             sqltext::isDigit(sql[end])) // of an argument: $1.name is a field of it
        ++end;
      return add(SqlToken::Kind::Number, end);
    }
    bool decimal = !sql.substr(pos).starts_with("0x") && !sql.substr(pos).starts_with("0X");
    auto isSign = [&](size_t i) { // 1e-5 is one number, 0xe-5 is a difference
      return decimal && (sql[i] == '-' || sql[i] == '+') && lower(sql[i - 1]) == 'e' &&
             i + 1 < sql.size() && sqltext::isDigit(sql[i + 1]);
    };
    while (end < sql.size() && (sqltext::continuesName(sql[end]) || sql[end] == '.' || isSign(end)))
      ++end;
    add(SqlToken::Kind::Number, end);
  }

  std::string_view sql;
  SqlRules rules;
  size_t pos = 0;
  std::string_view open;
  std::vector<SqlToken> tokens;
};
} // namespace

std::vector<SqlToken> lexSqlTokens(std::string_view sql, SqlRules rules) {
  return Lexer(sql, rules).run();
}

std::string_view sqlFault(std::string_view sql, SqlRules rules) {
  Lexer lexer(sql, rules);
  std::vector<SqlToken> tokens = lexer.run();
  if (!lexer.leftOpen().empty())
    return lexer.leftOpen();
  int depth = 0;
  for (const SqlToken &t : tokens) {
    if (t.isSymbol(";"))
      return "holds a ';'";
    depth += t.isSymbol("(") - t.isSymbol(")");
    if (depth < 0)
      return "closes a parenthesis that it does not open";
  }
  return depth ? "does not close a parenthesis" : "";
}

} // namespace schemac
