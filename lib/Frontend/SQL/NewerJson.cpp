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

/// Behind the name and the type of a column of JSON_TABLE.
bool endsColumnType(const Tokens &tokens, size_t i) {
  return isAnyWord(
             tokens, i,
             {"path", "exists", "format", "default", "null", "error", "empty", "keep", "omit"}) ||
         (isAnyWord(tokens, i, {"with", "without"}) &&
          isAnyWord(tokens, i + 1, {"wrapper", "array", "conditional", "unconditional"}));
}

/// The columns from \p i on, behind their parenthesis, without what says where values are found;
/// those of NESTED paths stand among the others. Gives where the list ends.
size_t replaceColumns(std::string &text, const Tokens &tokens, size_t i) {
  for (;; ++i) {
    if (isAnyWord(tokens, i, {"nested"})) {
      size_t first = i;
      while (i < tokens.size() &&
             !(tokens[i].isWord("columns") && i + 1 < tokens.size() && tokens[i + 1].isSymbol("(")))
        ++i;
      writeOver(text, tokens, first, std::min(i + 2, tokens.size()));
      i = replaceColumns(text, tokens, i + 2);
      writeOver(text, tokens, std::min(i, tokens.size()), std::min(i + 1, tokens.size()));
      ++i;
    } else {
      size_t rest = i + 1;
      if (isAnyWord(tokens, rest, {"for"}) && isAnyWord(tokens, rest + 1, {"ordinality"})) {
        writeOver(text, tokens, rest, rest + 2, "int");
        i = rest + 2;
      } else {
        size_t clauses = 0;
        int depth = 0;
        for (i = rest; i < tokens.size(); ++i) {
          if (depth == 0 && (tokens[i].isSymbol(",") || tokens[i].isSymbol(")")))
            break;
          depth += tokens[i].isSymbol("(");
          depth -= tokens[i].isSymbol(")");
          if (!clauses && depth == 0 && endsColumnType(tokens, i))
            clauses = i;
        }
        if (clauses)
          writeOver(text, tokens, clauses, i);
      }
    }
    if (i >= tokens.size() || !tokens[i].isSymbol(","))
      return i;
  }
}

} // namespace

/// JSON_TABLE(d, '$' COLUMNS (a int PATH '$.a')) gives rows as ROWS FROM (now() AS (a int)) does.
/// What it is made from stays in the text that is kept.
void replaceJsonTable(std::string &text, const Tokens &tokens, size_t name) {
  constexpr std::string_view Rows = "ROWS FROM(now() AS (";
  size_t columns = name + 2;
  for (int depth = 1; columns < tokens.size() && depth > 0; ++columns) {
    depth += tokens[columns].isSymbol("(");
    depth -= tokens[columns].isSymbol(")");
    if (depth == 1 && tokens[columns].isWord("columns") && columns + 1 < tokens.size() &&
        tokens[columns + 1].isSymbol("("))
      break;
  }
  if (columns + 1 >= tokens.size() || !tokens[columns].isWord("columns") ||
      tokens[columns + 1].end - tokens[name].begin < Rows.size())
    return;
  size_t end = replaceColumns(text, tokens, columns + 2);
  writeOver(text, tokens, name, columns + 2, Rows);
  size_t close = end + 1; // ERROR ON ERROR
  while (close < tokens.size() && !tokens[close].isSymbol(")"))
    ++close;
  if (close < tokens.size() && close > end + 1)
    writeOver(text, tokens, end + 1, close);
}

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
