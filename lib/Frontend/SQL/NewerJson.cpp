//===- NewerJson.cpp - The standard's JSON syntax in older words ----------===//
#include "NewerJson.h"
#include <algorithm>
#include <initializer_list>

namespace schemac::sql {

namespace {

using Tokens = std::vector<SqlToken>;

/// Blanks for the tokens from \p first to before \p last, but \p instead at their beginning.
void writeOver(std::string &text, const Tokens &tokens, size_t first, size_t last,
               std::string_view instead = {}) {
  if (first >= last)
    return;
  size_t begin = tokens[first].begin, end = tokens[last - 1].end;
  text.replace(begin, end - begin, end - begin, ' ');
  text.replace(begin, instead.size(), instead);
}

bool isAnyWord(const Tokens &tokens, size_t i, std::initializer_list<std::string_view> words) {
  return i < tokens.size() &&
         std::ranges::any_of(words, [&](std::string_view w) { return tokens[i].isWord(w); });
}

/// What says how the value is made, behind the last argument: all up to the parenthesis.
bool beginsClauses(const Tokens &tokens, size_t i) {
  if (isAnyWord(tokens, i, {"returning"}))
    return i + 1 < tokens.size() && tokens[i + 1].isName();
  if (isAnyWord(tokens, i, {"null", "absent"}))
    return isAnyWord(tokens, i + 1, {"on"});
  if (isAnyWord(tokens, i, {"error", "empty", "true", "false", "unknown"}))
    return isAnyWord(tokens, i + 1, {"on", "array", "object"});
  if (isAnyWord(tokens, i, {"with", "without"}))
    return isAnyWord(tokens, i + 1, {"unique", "wrapper", "array", "conditional", "unconditional"});
  if (isAnyWord(tokens, i, {"keep", "omit"}))
    return isAnyWord(tokens, i + 1, {"quotes"});
  return isAnyWord(tokens, i, {"default"});
}

/// VALUE between a key and its value, rather than the name of a column: behind a whole expression
/// and before another one.
bool isBetween(const Tokens &tokens, size_t i) {
  const SqlToken &before = tokens[i - 1];
  bool ended =
      before.kind != SqlToken::Kind::Symbol || before.isSymbol(")") || before.isSymbol("]");
  auto closes = [](const SqlToken &t) {
    return t.isSymbol(",") || t.isSymbol(")") || t.isSymbol(":");
  };
  return ended && i + 1 < tokens.size() && !closes(tokens[i + 1]);
}

} // namespace

void replaceJsonTest(std::string &text, const Tokens &tokens, size_t json) {
  size_t end = json + 1;
  if (isAnyWord(tokens, end, {"value", "array", "object", "scalar"}))
    ++end;
  if (isAnyWord(tokens, end, {"with", "without"}) && isAnyWord(tokens, end + 1, {"unique"}))
    end += isAnyWord(tokens, end + 2, {"keys"}) ? 3 : 2;
  writeOver(text, tokens, json, end, "NULL");
}

void replaceJsonCall(std::string &text, const Tokens &tokens, size_t name) {
  bool pairs = isAnyWord(tokens, name, {"json_object", "json_objectagg"});
  int depth = 0;
  bool passing = false;
  size_t clauses = 0; // where they begin
  for (size_t i = name + 1; i < tokens.size(); ++i) {
    const SqlToken &t = tokens[i];
    depth += t.isSymbol("(") || t.isSymbol("[");
    depth -= t.isSymbol(")") || t.isSymbol("]");
    if (depth == 0) {
      if (clauses)
        writeOver(text, tokens, clauses, i);
      return;
    }
    if (depth > 1 || clauses || i == name + 1)
      continue;
    if (pairs && (t.isSymbol(":") || (t.isWord("value") && isBetween(tokens, i))))
      writeOver(text, tokens, i, i + 1, ",");
    else if (t.isWord("format") && isAnyWord(tokens, i + 1, {"json"}))
      writeOver(text, tokens, i, i + 2);
    else if (t.isWord("passing")) {
      writeOver(text, tokens, i, i + 1, ",");
      passing = true;
    } else if (passing && t.isWord("as") && i + 1 < tokens.size() && tokens[i + 1].isName())
      writeOver(text, tokens, i, i + 2);
    else if (beginsClauses(tokens, i))
      clauses = i;
  }
}

} // namespace schemac::sql
