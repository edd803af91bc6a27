//===- FormatTokens.cpp - What a formatter of HCL sees --------------------===//
#include "FormatTokens.h"
#include <algorithm>

namespace schemac::hcl {
namespace {

bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isWordStart(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}
bool isWordPart(char c) { return isWordStart(c) || isDigit(c) || c == '-'; }

class Scanner {
public:
  explicit Scanner(std::string_view text) : text(text) {}

  std::vector<FormatToken> run() {
    while (at < text.size()) {
      size_t begin = at;
      FormatToken::Kind kind = scan();
      if (kind != FormatToken::Symbol || !isBlank(text[begin]))
        tokens.push_back({kind, text.substr(begin, at - begin)});
    }
    return std::move(tokens);
  }

  size_t sequence() {
    interpolation();
    return std::min(at, text.size());
  }

private:
  static bool isBlank(char c) { return c == ' ' || c == '\t'; }
  bool looksAt(std::string_view s) const { return text.substr(at).starts_with(s); }
  template <class Is> void skip(Is is) {
    while (at < text.size() && is(text[at]))
      ++at;
  }

  FormatToken::Kind scan() {
    char c = text[at];
    if (c == '\n' || looksAt("\r\n")) {
      at += c == '\n' ? 1 : 2;
      return FormatToken::Newline;
    }
    if (c == '#' || looksAt("//")) {
      skip([](char x) { return x != '\n' && x != '\r'; });
      return FormatToken::Comment;
    }
    if (looksAt("/*")) {
      at = std::min(text.find("*/", at + 2), text.size() - 2) + 2;
      return FormatToken::Comment;
    }
    if (c == '"') {
      quoted();
      return FormatToken::Quoted;
    }
    if (looksAt("<<") && heredoc())
      return FormatToken::Heredoc;
    if (isWordStart(c)) {
      skip(isWordPart);
      return FormatToken::Word;
    }
    if (isDigit(c)) {
      number();
      return FormatToken::Number;
    }
    for (std::string_view symbol : {"...", "==", "!=", "<=", ">=", "&&", "||", "=>", "::"})
      if (looksAt(symbol)) {
        at += symbol.size();
        return FormatToken::Symbol;
      }
    ++at;
    return FormatToken::Symbol;
  }

  void number() {
    skip(isDigit);
    if (at + 1 < text.size() && text[at] == '.' && isDigit(text[at + 1])) {
      ++at;
      skip(isDigit);
    }
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
      size_t power = at + 1;
      if (power < text.size() && (text[power] == '+' || text[power] == '-'))
        ++power;
      if (power < text.size() && isDigit(text[power])) {
        at = power;
        skip(isDigit);
      }
    }
  }

  /// To the quote that ends it: a template in it may hold strings of its own.
  void quoted() {
    ++at;
    while (at < text.size() && text[at] != '"') {
      if (text[at] == '\\')
        at += 2;
      else if (looksAt("$${") || looksAt("%%{"))
        at += 3;
      else if (looksAt("${") || looksAt("%{"))
        interpolation();
      else
        ++at;
    }
    at = std::min(at + 1, text.size());
  }

  void interpolation() {
    at += 2;
    for (size_t depth = 1; at < text.size() && depth > 0;) {
      if (text[at] == '"') {
        quoted();
        continue;
      }
      depth += text[at] == '{';
      depth -= text[at] == '}';
      ++at;
    }
  }

  /// To its closing word, without the line's end behind that.
  bool heredoc() {
    size_t word = at + 2 + (text.substr(at + 2).starts_with("-") ? 1 : 0), end = word;
    while (end < text.size() && isWordPart(text[end]))
      ++end;
    if (end == word)
      return false;
    std::string_view marker = text.substr(word, end - word);
    for (size_t line = text.find('\n', end); line != text.npos; line = text.find('\n', line + 1)) {
      size_t begin = text.find_first_not_of(" \t", line + 1);
      if (begin == text.npos || !text.substr(begin).starts_with(marker))
        continue;
      size_t behind = begin + marker.size();
      if (behind == text.size() || text[behind] == '\n' || text[behind] == '\r') {
        at = behind;
        return true;
      }
    }
    at = text.size();
    return true;
  }

  std::string_view text;
  size_t at = 0;
  std::vector<FormatToken> tokens;
};

} // namespace

std::vector<FormatToken> formatTokens(std::string_view text) { return Scanner(text).run(); }

size_t sequenceLength(std::string_view text) { return Scanner(text).sequence(); }

} // namespace schemac::hcl
