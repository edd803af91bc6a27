//===- Split.cpp - Statements of a script ---------------------------------===//
#include "Split.h"
#include <algorithm>
#include <cctype>
#include <cstddef>

namespace schemac::dump {

namespace {

bool isWord(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '$'; }

bool sameWord(std::string_view a, std::string_view lower) {
  return std::ranges::equal(a, lower, {}, [](char c) { return char(std::tolower(c)); });
}

class Splitter {
public:
  Splitter(std::string_view text, bool mysql) : text(text), mysql(mysql) {}

  std::vector<Piece> run() {
    if (at("\xEF\xBB\xBF")) // of the encoding, and no character
      pos = 3;
    while (pos < text.size())
      statement();
    return std::move(out);
  }

private:
  bool at(std::string_view s) const { return text.substr(pos).starts_with(s); }
  size_t lineEnd() const { return std::min(text.find('\n', pos), text.size()); }

  /// Blanks and comments; whether there were any.
  bool skip() {
    size_t before = pos;
    while (pos < text.size()) {
      if (std::isspace(static_cast<unsigned char>(text[pos])))
        ++pos;
      else if (at("--") || (mysql && at("#")))
        pos = lineEnd();
      else if (at("/*"))
        pos = std::min(text.find("*/", pos + 2), text.size() - 2) + 2;
      else
        break;
    }
    return pos != before;
  }

  void quoted(char quote) {
    for (++pos; pos < text.size() && text[pos] != quote; ++pos)
      pos += mysql && quote != '`' && text[pos] == '\\';
    pos = std::min(pos + 1, text.size());
  }

  /// Ends at a delimiter, which may be made of what words are made of: END$$.
  std::string_view word() {
    size_t begin = pos;
    while (pos < text.size() && isWord(text[pos]) && !at(delimiter))
      ++pos;
    return text.substr(begin, pos - begin);
  }

  /// A line for the shell: DELIMITER //, .bail on.
  bool command() {
    if (!mysql) {
      bool dot = at(".");
      pos = dot ? lineEnd() : pos;
      return dot;
    }
    constexpr std::string_view Word = "delimiter";
    if (!sameWord(text.substr(pos, Word.size()), Word) || pos + Word.size() >= text.size() ||
        text[pos + Word.size()] != ' ')
      return false;
    std::string_view rest = text.substr(pos + Word.size(), lineEnd() - pos - Word.size());
    size_t first = rest.find_first_not_of(' ');
    if (first != rest.npos)
      delimiter = rest.substr(first, rest.find_first_of(" \t\r", first) - first);
    pos = lineEnd();
    return true;
  }

  /// Where a body stands between BEGIN and END, its semicolons end nothing.
  void bodyWord(std::string_view w, bool ofRow) {
    if (words < 12 &&
        (sameWord(w, "trigger") || sameWord(w, "procedure") || sameWord(w, "function")))
      hasBody = true;
    ++words;
    if (!hasBody || ofRow)
      return;
    if (sameWord(w, "begin") || sameWord(w, "case")) {
      ++depth;
    } else if (sameWord(w, "end")) {
      size_t after = pos;
      skip();
      size_t begin = pos;
      std::string_view next = word();
      bool other = sameWord(next, "if") || sameWord(next, "loop") || sameWord(next, "while") ||
                   sameWord(next, "repeat") || sameWord(next, "for");
      bool taken = other || sameWord(next, "case");
      pos = taken ? pos : begin == after ? after : begin;
      depth -= !other && depth > 0;
    }
  }

  void statement() {
    skip();
    if (pos >= text.size() || command())
      return;
    size_t begin = pos;
    words = depth = 0;
    hasBody = false;
    bool ofRow = false;
    while (pos < text.size()) {
      char c = text[pos];
      if (at(delimiter) && (depth == 0 || delimiter != ";")) {
        if (pos > begin)
          out.push_back({begin, pos});
        pos += delimiter.size();
        return;
      }
      if (c == '\'' || c == '"' || c == '`')
        quoted(c);
      else if (isWord(c))
        bodyWord(word(), ofRow);
      else if (!skip())
        ++pos;
      ofRow = c == '.';
    }
    out.push_back({begin, pos});
  }

  std::string_view text;
  bool mysql;
  size_t pos = 0;
  std::string_view delimiter = ";";
  int words = 0, depth = 0;
  bool hasBody = false;
  std::vector<Piece> out;
};

} // namespace

/// A version that no server has stands before what is for the shell.
std::string withConditional(std::string_view text) {
  std::string out(text);
  constexpr std::string_view Never = "999999";
  for (size_t at = out.find("/*"); at != out.npos; at = out.find("/*", at + 2)) {
    size_t mark = at + 2 + (out.compare(at + 2, 2, "M!") == 0);
    if (mark >= out.size() || out[mark] != '!')
      continue;
    size_t end = mark + 1, close = out.find("*/", at);
    while (end < out.size() && std::isdigit(static_cast<unsigned char>(out[end])))
      ++end;
    if (close == out.npos || out.compare(mark + 1, Never.size(), Never) == 0)
      continue;
    std::fill(out.begin() + ptrdiff_t(at), out.begin() + ptrdiff_t(end), ' ');
    std::fill_n(out.begin() + ptrdiff_t(close), 2, ' ');
  }
  return out;
}

std::vector<Piece> split(std::string_view text, bool mysql) { return Splitter(text, mysql).run(); }

} // namespace schemac::dump
