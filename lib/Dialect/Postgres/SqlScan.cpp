//===- SqlScan.cpp - Words of a SQL expression ----------------------------===//

#include "Dialect/Postgres/SqlScan.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringExtras.h"

namespace schemac::postgres {

namespace {

bool startsWord(char c) { return llvm::isAlpha(c) || c == '_' || static_cast<signed char>(c) < 0; }
bool inWord(char c) { return startsWord(c) || llvm::isDigit(c) || c == '$'; }

class Scanner {
public:
  explicit Scanner(std::string_view sql) : s(sql) {}

  std::vector<SqlToken> run() {
    while (skipBlanks(), at < s.size())
      next();
    return std::move(out);
  }

private:
  char peek(size_t n = 0) const { return at + n < s.size() ? s[at + n] : '\0'; }

  void skipBlanks() {
    for (;;) {
      if (llvm::isSpace(peek()))
        ++at;
      else if (peek() == '-' && peek(1) == '-')
        at = std::min(s.find('\n', at), s.size());
      else if (peek() == '/' && peek(1) == '*')
        skipComment();
      else
        return;
    }
  }

  void skipComment() { // they nest
    for (int depth = 0; at < s.size();) {
      bool opens = peek() == '/' && peek(1) == '*', closes = peek() == '*' && peek(1) == '/';
      at += opens || closes ? 2 : 1;
      depth += opens - closes;
      if (depth == 0)
        return;
    }
  }

  void next() {
    char c = peek();
    if (c == '\'')
      return quoted('\'', SqlToken::String, false);
    if (c == '"')
      return quoted('"', SqlToken::Quoted, false);
    if ((c == 'e' || c == 'E') && peek(1) == '\'')
      return ++at, quoted('\'', SqlToken::String, true);
    if (c == '$' && dollar())
      return;
    if (startsWord(c))
      return word();
    if (llvm::isDigit(c) || (c == '.' && llvm::isDigit(peek(1))))
      return number();
    size_t n = c == ':' && peek(1) == ':' ? 2 : 1;
    out.push_back({SqlToken::Punct, std::string(s.substr(at, n))});
    at += n;
  }

  void quoted(char quote, SqlToken::Kind kind, bool escapes) {
    std::string text;
    for (++at; at < s.size(); ++at) {
      if (escapes && s[at] == '\\' && at + 1 < s.size())
        ++at;
      else if (s[at] == quote) {
        if (peek(1) != quote)
          break;
        ++at;
      }
      text += s[at];
    }
    ++at;
    out.push_back({kind, std::move(text)});
  }

  /// $tag$ ... $tag$
  bool dollar() {
    size_t end = at + 1;
    while (end < s.size() && inWord(s[end]) && s[end] != '$')
      ++end;
    if (end >= s.size() || s[end] != '$' || llvm::isDigit(s[at + 1]))
      return false;
    std::string_view tag = s.substr(at, end + 1 - at);
    size_t from = end + 1, to = std::min(s.find(tag, from), s.size());
    out.push_back({SqlToken::String, std::string(s.substr(from, to - from))});
    at = std::min(to + tag.size(), s.size());
    return true;
  }

  void word() {
    size_t from = at;
    while (at < s.size() && inWord(s[at]))
      ++at;
    out.push_back({SqlToken::Word, llvm::StringRef(s.substr(from, at - from)).lower()});
  }

  void number() {
    size_t from = at;
    while (at < s.size() && (inWord(s[at]) || s[at] == '.'))
      ++at;
    out.push_back({SqlToken::Number, std::string(s.substr(from, at - from))});
  }

  std::string_view s;
  size_t at = 0;
  std::vector<SqlToken> out;
};

using Tokens = llvm::ArrayRef<SqlToken>;

/// Without the parentheses that enclose all of it.
Tokens stripParens(Tokens t) {
  while (t.size() >= 2 && t.front().isPunct("(") && t.back().isPunct(")")) {
    int depth = 0;
    for (size_t i = 0; i + 1 < t.size(); ++i) {
      depth += t[i].isPunct("(") - t[i].isPunct(")");
      if (depth == 0)
        return t; // the first one closes before the end
    }
    t = t.drop_front().drop_back();
  }
  return t;
}

bool impliesNotNull(Tokens t, std::string_view column) {
  t = stripParens(t);
  bool hasCase = false, hasOr = false;
  int depth = 0;
  size_t from = 0;
  std::vector<Tokens> parts;
  for (size_t i = 0; i < t.size(); ++i) {
    depth += t[i].isPunct("(") - t[i].isPunct(")");
    if (depth || t[i].kind != SqlToken::Word)
      continue;
    hasCase |= t[i].text == "case" || t[i].text == "between";
    hasOr |= t[i].text == "or";
    if (t[i].text == "and")
      parts.push_back(t.slice(from, i - from)), from = i + 1;
  }
  if (hasCase || hasOr)
    return false; // an AND inside BETWEEN or CASE, or beside an OR, proves nothing
  if (!parts.empty()) {
    parts.push_back(t.drop_front(from));
    return llvm::any_of(parts, [&](Tokens p) { return impliesNotNull(p, column); });
  }
  if (t.size() < 4)
    return false;
  Tokens end = t.take_back(3), subject = stripParens(t.drop_back(3));
  return end[0].text == "is" && end[1].text == "not" && end[2].text == "null" &&
         subject.size() == 1 && subject[0].isName() && subject[0].text == column;
}

} // namespace

std::vector<SqlToken> scanSql(std::string_view sql) { return Scanner(sql).run(); }

bool mentionsColumn(std::string_view sql, std::string_view column) {
  std::vector<SqlToken> tokens = scanSql(sql);
  for (size_t i = 0; i < tokens.size(); ++i)
    if (tokens[i].isName() && tokens[i].text == column &&
        !(i + 1 < tokens.size() && tokens[i + 1].isPunct("(")))
      return true;
  return false;
}

bool impliesNotNull(std::string_view check, std::string_view column) {
  std::vector<SqlToken> tokens = scanSql(check);
  return impliesNotNull(Tokens(tokens), column);
}

} // namespace schemac::postgres
