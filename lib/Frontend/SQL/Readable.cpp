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
  if (const SqlToken *token = tooDeep(tokens)) {
    error = {"the statement is nested too deeply", token->begin};
    return false;
  }
  return true;
}

} // namespace schemac::sql
