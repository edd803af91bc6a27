//===- Readable.cpp - Texts that the parser must not be given -------------===//
#include "Readable.h"
#include "schemac/Support/Utf8.h"
#include <llvm/Support/ConvertUTF.h>

namespace schemac::sql {

/// As deep as a statement may be. A level takes up to two kilobytes of the stack where the tree is
/// packed and unpacked; PostgreSQL itself ends at a few thousand (max_stack_depth).
static constexpr size_t MostLevels = 2000;

/// The token at which more than MostLevels levels may be open; null: nowhere. The operators and
/// calls between two commas may all stand inside of each other: `a + b + c` is as deep as
/// `-(-(a))`.
static const SqlToken *tooDeep(const std::vector<SqlToken> &tokens) {
  std::vector<size_t> open{0}; // tokens since the last of these, in each parenthesis that is open
  size_t levels = 0;           // their sum
  for (const SqlToken &t : tokens) {
    char symbol = t.kind == SqlToken::Kind::Symbol && t.text.size() == 1 ? t.text[0] : 0;
    if (symbol == '(' || symbol == '[') {
      open.push_back(0);
    } else if ((symbol == ')' || symbol == ']') && open.size() > 1) {
      levels -= open.back();
      open.pop_back();
    } else if (symbol == ',' || symbol == ';' || t.isWord("and") || t.isWord("or")) {
      levels -= open.back();
      open.back() = 0;
      continue;
    }
    ++open.back();
    if (++levels > MostLevels)
      return &t;
  }
  return nullptr;
}

/// What is wrong with the comments between tokens. The parser's lexer goes back to the beginning of
/// a comment for each one that is in it, which takes a day where thousands are.
static bool areCommentsReadable(std::string_view text, const std::vector<SqlToken> &tokens,
                                ParseError &error) {
  constexpr unsigned MostComments = 100;
  size_t begin = 0;
  for (size_t i = 0; i <= tokens.size(); ++i) {
    size_t end = i < tokens.size() ? tokens[i].begin : text.size();
    unsigned depth = 0;
    size_t outermost = begin;
    for (size_t at = begin; at + 1 < end; ++at) {
      std::string_view two = text.substr(at, 2);
      if (!depth && two == "--") {
        at = std::min(text.find_first_of("\n\r", at), end);
      } else if (two == "/*") {
        outermost = depth ? outermost : at;
        if (++depth > MostComments) {
          error = {"comments are nested too deeply", outermost};
          return false;
        }
        ++at;
      } else if (depth && two == "*/") {
        --depth;
        ++at;
      }
    }
    if (depth) {
      error = {"unterminated /* comment", outermost};
      return false;
    }
    begin = i < tokens.size() ? tokens[i].end : end;
  }
  return true;
}

bool isReadable(std::string_view text, const std::vector<SqlToken> &tokens, ParseError &error) {
  if (size_t zero = text.find('\0'); zero != text.npos) {
    error = {"a statement holds a zero byte", zero};
    return false;
  }
  auto begin = reinterpret_cast<const llvm::UTF8 *>(text.data()), at = begin;
  if (!isAscii(text) && !llvm::isLegalUTF8String(&at, begin + text.size())) {
    error = {"invalid byte sequence for encoding \"UTF8\"", size_t(at - begin)};
    return false;
  }
  if (text.find("/*") != text.npos && !areCommentsReadable(text, tokens, error))
    return false;
  if (const SqlToken *token = tooDeep(tokens)) {
    error = {"the statement is nested too deeply", token->begin};
    return false;
  }
  return true;
}

} // namespace schemac::sql
