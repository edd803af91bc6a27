//===- Cursor.h - Tokens of one statement, in order -------------*- C++ -*-===//
#pragma once

#include "schemac/IR/SqlTokens.h"
#include "schemac/Support/Source.h"
#include <initializer_list>
#include <optional>
#include <string>

namespace schemac::dump {

/// A place in the tokens of a statement. Behind the last token nothing is there: every question is
/// answered with no.
class Cursor {
public:
  Cursor(std::string_view text, Loc base, SqlRules rules)
      : text(text), base(base), rules(rules), tokens(lexSqlTokens(text, rules)) {}

  bool done() const { return pos >= tokens.size(); }
  const SqlToken *peek(size_t n = 0) const {
    return pos + n < tokens.size() ? &tokens[pos + n] : nullptr;
  }
  bool at(std::string_view word, size_t n = 0) const { return peek(n) && peek(n)->isWord(word); }
  bool atSymbol(std::string_view s, size_t n = 0) const { return peek(n) && peek(n)->isSymbol(s); }
  bool atAny(std::initializer_list<std::string_view> words) const {
    for (std::string_view w : words)
      if (at(w))
        return true;
    return false;
  }
  /// All of \p words, one behind the other, or nothing.
  bool accept(std::initializer_list<std::string_view> words) {
    size_t n = 0;
    for (std::string_view w : words)
      if (!at(w, n++))
        return false;
    pos += n;
    return true;
  }
  bool accept(std::string_view word) { return accept({word}); }
  bool acceptSymbol(std::string_view s) {
    bool there = atSymbol(s);
    pos += there;
    return there;
  }
  void next() { pos += !done(); }

  /// Steps behind the parenthesis that closes the one that opens here.
  void skipGroup() {
    int depth = 0;
    do {
      depth += atSymbol("(") - atSymbol(")");
      next();
    } while (depth > 0 && !done());
  }
  /// What stands between the parentheses that open here, which are stepped over.
  std::string_view group() {
    size_t open = pos;
    skipGroup();
    if (pos - open < 2)
      return {};
    size_t begin = tokens[open].end, end = tokens[pos - 1].begin;
    std::string_view inner = text.substr(begin, end > begin ? end - begin : 0);
    size_t first = inner.find_first_not_of(" \t\r\n"), last = inner.find_last_not_of(" \t\r\n");
    return first == inner.npos ? std::string_view() : inner.substr(first, last - first + 1);
  }
  /// The text from the token at \p from to the one before here.
  std::string_view since(size_t from) const {
    return from < pos ? text.substr(tokens[from].begin, tokens[pos - 1].end - tokens[from].begin)
                      : std::string_view();
  }
  /// All of the text from here on, but for comments and blanks at its end.
  std::string_view rest() const {
    return done() ? std::string_view()
                  : text.substr(tokens[pos].begin, tokens.back().end - tokens[pos].begin);
  }
  size_t mark() const { return pos; }
  void back(size_t mark) { pos = mark; }

  /// The place of the token here, or of the end.
  SourceRange here() const {
    if (done())
      return SourceRange(base + uint32_t(tokens.empty() ? 0 : tokens.back().end));
    return {base + uint32_t(tokens[pos].begin), base + uint32_t(tokens[pos].end)};
  }
  /// From the token at \p from to the one before here.
  SourceRange range(size_t from) const {
    if (from >= pos || tokens.empty())
      return here();
    return {base + uint32_t(tokens[from].begin), base + uint32_t(tokens[pos - 1].end)};
  }
  std::string found() const {
    return done() ? "the end of the statement" : "'" + std::string(tokens[pos].text) + "'";
  }
  SqlRules sqlRules() const { return rules; }

private:
  std::string_view text;
  Loc base;
  SqlRules rules;
  std::vector<SqlToken> tokens;
  size_t pos = 0;
};

/// The value of a string literal as the dialect has it.
std::string stringValue(std::string_view literal, SqlRules rules);

} // namespace schemac::dump
