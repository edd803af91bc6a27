//===- Split.cpp - A text as statements -----------------------------------===//
#include "Split.h"
#include "schemac/IR/SqlQuotes.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include <algorithm>

namespace schemac::sql {

static bool isWhite(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

namespace {
class Splitter {
public:
  explicit Splitter(std::string_view text) : text(text) {}

  std::vector<Piece> run() {
    if (text.starts_with("\xEF\xBB\xBF"))
      pos = 3;
    do {
      while (pos < text.size())
        next();
    } while (resume());
    finish();
    return std::move(pieces);
  }

private:
  size_t lineEnd(size_t from) const { return std::min(text.find('\n', from), text.size()); }
  bool inStatement() const { return last > first; }

  /// What was just read, up to \p end, belongs to the statement.
  void take(size_t end) {
    end = std::min(end, text.size());
    if (!inStatement())
      first = pos;
    pos = last = end;
  }

  void next() {
    char c = text[pos], after = pos + 1 < text.size() ? text[pos + 1] : '\0';
    if (isWhite(c))
      ++pos;
    else if (c == '-' && after == '-')
      pos = std::min(text.find_first_of("\n\r", pos), text.size());
    else if (c == '/' && after == '*')
      skipComment();
    else if (c == '\\')
      meta();
    else if (c == '\'')
      take(sqltext::quotedEnd(text, pos, false));
    else if (c == '"')
      take(sqltext::quotedEnd(text, pos, false));
    else if (after == '\'' && std::string_view("eEbBxXnN").find(c) != std::string_view::npos)
      take(sqltext::quotedEnd(text, pos + 1, c == 'e' || c == 'E'));
    else if (c == '$' && sqltext::dollarTagEnd(text, pos))
      dollarQuote();
    else if (sqltext::startsName(c))
      word();
    else if (sqltext::isDigit(c))
      number();
    else
      symbol(c);
  }

  /// A parenthesis that nothing closes would hold all of the rest: at its end, the statement is
  /// taken to have ended at the first semicolon, and what follows is read.
  bool resume() {
    if (!inStatement() || !inner)
      return false;
    size_t end = inner;
    while (end > first && isWhite(text[end - 1]))
      --end;
    last = end;
    pos = inner + 1;
    finish();
    return true;
  }

  /// One that nothing closes is a statement, which the parser refuses: what is in it is not read.
  void skipComment() {
    size_t end = sqltext::commentEnd(text, pos);
    if (end == std::string_view::npos)
      take(text.size());
    else
      pos = end;
  }

  void dollarQuote() {
    size_t tag = sqltext::dollarTagEnd(text, pos);
    size_t close = text.find(text.substr(pos, tag - pos), tag);
    take(close == std::string_view::npos ? text.size() : close + (tag - pos));
  }

  void number() {
    size_t end = pos;
    while (end < text.size() && sqltext::continuesName(text[end]))
      ++end;
    take(end);
  }

  void word() {
    size_t end = pos;
    while (end < text.size() && sqltext::continuesName(text[end]))
      ++end;
    llvm::StringRef word = text.substr(pos, end - pos);
    auto is = [&](llvm::StringRef other) { return word.equals_insensitive(other); };
    if (words.size() < 4)
      words.push_back(word);
    copiesIn |=
        is("stdin") && words[0].equals_insensitive("copy") && lastWord.equals_insensitive("from");
    bool begins = is("begin"), isCase = is("case"), ends = is("end");
    if ((begins || isCase || ends) && depth == 0 && isRoutine()) {
      if (begins || (isCase && blocks))
        ++blocks;
      else if (ends && blocks)
        --blocks;
    }
    lastWord = word;
    take(end);
  }
  /// CREATE [OR REPLACE] FUNCTION or PROCEDURE
  bool isRoutine() const {
    if (words.size() < 2 || !words[0].equals_insensitive("create"))
      return false;
    bool orReplace = words.size() > 3 && words[1].equals_insensitive("or");
    llvm::StringRef kind = words[orReplace ? 3 : 1];
    return kind.equals_insensitive("function") || kind.equals_insensitive("procedure");
  }

  void symbol(char c) {
    if (c == ';' && depth == 0 && blocks == 0) {
      bool copies = copiesIn;
      finish();
      ++pos;
      if (copies)
        copyData();
      return;
    }
    if (c == ';' && !inner)
      inner = pos;
    if (c == '(')
      ++depth;
    else if (c == ')' && depth)
      --depth;
    take(pos + 1);
  }

  void finish() {
    if (inStatement())
      add(Piece::Statement, first, last);
    first = last = inner = 0;
    depth = blocks = 0;
    copiesIn = false;
    words.clear();
    lastWord = {};
  }
  void add(Piece::Kind kind, size_t begin, size_t end) {
    pieces.push_back({kind, static_cast<uint32_t>(begin), static_cast<uint32_t>(end)});
  }

  /// A command ends the statement before it, as \g does.
  void meta() {
    finish();
    size_t begin = pos, end = lineEnd(pos);
    pos = end;
    while (end > begin && isWhite(text[end - 1]))
      --end;
    add(Piece::Meta, begin, end);
  }

  void copyData() {
    pos = std::min(lineEnd(pos) + 1, text.size());
    size_t begin = pos;
    while (pos < text.size()) {
      size_t end = lineEnd(pos);
      std::string_view line = text.substr(pos, end - pos);
      pos = std::min(end + 1, text.size());
      if (line == "\\." || line == "\\.\r") {
        add(Piece::CopyData, begin, end);
        return;
      }
    }
    add(Piece::Unfinished, begin, text.size());
  }

  std::string_view text;
  size_t pos = 0, first = 0, last = 0;
  size_t inner = 0; ///< the first semicolon in the statement that does not end it
  unsigned depth = 0, blocks = 0;
  bool copiesIn = false;
  llvm::SmallVector<llvm::StringRef, 4> words; ///< the first ones of the statement
  llvm::StringRef lastWord;
  std::vector<Piece> pieces;
};
} // namespace

std::vector<Piece> split(std::string_view text) { return Splitter(text).run(); }

} // namespace schemac::sql
