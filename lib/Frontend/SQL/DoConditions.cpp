//===- DoConditions.cpp - What IF asks of the catalogs --------------------===//
//
// What IF asks of a catalog is answered by the state. Other conditions are not known.
//
//===----------------------------------------------------------------------===//
#include "CatalogAnswers.h"
#include "DoForms.h"
#include "Reader.h"

namespace schemac::sql {

/// AND and OR with what is not known, as SQL has them.
static std::optional<bool> logically(std::optional<bool> a, std::optional<bool> b, bool isOr) {
  if (a == isOr || b == isOr)
    return isOr;
  return a && b ? std::optional(!isOr) : std::nullopt;
}

/// The idempotent scripts of EF Core ask before each step whether its migration has run, and its
/// last one notes that it has. What is read here has not run.
static bool asksEfCore(const std::vector<SqlToken> &t, size_t first, size_t last) {
  size_t from = findOutsideOf(t, first, last, "from");
  for (size_t i = from; i < findOutsideOf(t, from, last, "where"); ++i)
    if (t[i].isName() && t[i].name() == "__EFMigrationsHistory")
      return true;
  return false;
}

/// Whether the query between two tokens has a row.
std::optional<bool> Reader::anyRow(size_t first, size_t last) {
  std::optional<CatalogQuery> query = readCatalogQuery(tokens, first, last, variables.values);
  if (!query)
    return std::nullopt;
  return CatalogAnswers(state, context, dialect, searchPath, relations()).anyRow(*query);
}

/// count(*) > 0 and the like, where the operator begins at \p at: whether a row makes it true;
/// nothing when it is about another number.
static std::optional<bool> askedOfCount(const std::vector<SqlToken> &t, size_t at, size_t last) {
  auto is = [&](size_t i, std::string_view s) { return i < last && t[i].isSymbol(s); };
  bool two = is(at + 1, "=") || (is(at, "<") && is(at + 1, ">"));
  size_t number = at + 1 + two;
  if (number + 1 != last || t[number].kind != SqlToken::Kind::Number)
    return std::nullopt;
  bool zero = t[number].text == "0", one = t[number].text == "1";
  bool unequal = two && (is(at, "!") || is(at, "<")) && !(is(at, "<") && is(at + 1, "="));
  if (zero && ((!two && is(at, ">")) || unequal))
    return true;
  if (one && two && is(at, ">"))
    return true;
  if ((zero && !two && is(at, "=")) || (one && !two && is(at, "<")))
    return false;
  return std::nullopt;
}

/// to_regclass() and others that give NULL for what is not there: of which kind they are.
static std::string_view registryOf(const std::vector<SqlToken> &t, size_t i) {
  if (i >= t.size())
    return {};
  return t[i].isWord("to_regclass")       ? "relation"
         : t[i].isWord("to_regtype")      ? "type"
         : t[i].isWord("to_regnamespace") ? "namespace"
                                          : "";
}

/// Whether SELECT count(*) > 0 FROM … is true, where the expression ends at \p end.
std::optional<bool> Reader::asked(size_t select, size_t expression, size_t end, size_t last) {
  if (!isWord(expression, "count") || !isWord(expression + 1, "("))
    return std::nullopt;
  std::optional<bool> of = askedOfCount(tokens, closing(expression + 1) + 1, end);
  std::optional<bool> row = of ? anyRow(select, last) : std::nullopt;
  return row ? std::optional(*row == *of) : row;
}

/// The variable that a statement gives a truth value by asking a catalog, and the value when it is
/// known: SELECT count(*) > 0 INTO v FROM …, SELECT EXISTS (…) INTO v, v := EXISTS (…), and FOUND
/// by PERFORM … FROM …. Without a variable: it is another statement.
Reader::Given Reader::given(size_t first, size_t last) {
  size_t from = findOutsideOf(tokens, first, last, "from");
  if (isWord(first, "perform") && from < last)
    return {"found", anyRow(first, last)};
  bool isSelect = isWord(first, "select");
  if (isSelect) {
    size_t into = findOutsideOf(tokens, first, from, "into");
    if (into + 1 >= last || !tokens[into + 1].isName())
      return {};
    bool leads = into == first + 1;
    size_t begin = leads ? into + 2 : first + 1, end = leads ? from : into;
    std::string variable = tokens[into + 1].name();
    if (from < last)
      return {variable, asked(first, begin, end, last)};
    return {variable, condition(begin, end)};
  }
  bool colon = isWord(first + 1, ":");
  if (!tokens[first].isName() || !isWord(first + 1 + colon, "="))
    return {};
  return {tokens[first].name(), condition(first + 2 + colon, last)};
}

/// The condition between two tokens; nothing: not known.
std::optional<bool> Reader::condition(size_t first, size_t last) {
  if (first >= last)
    return std::nullopt;
  for (bool isOr : {true, false}) {
    size_t middle = findOutsideOf(tokens, first, last, isOr ? "or" : "and");
    if (middle < last)
      return logically(condition(first, middle), condition(middle + 1, last), isOr);
  }
  if (isWord(first, "not")) {
    if (isWord(first + 1, "exists") && asksEfCore(tokens, first + 3, last))
      return true;
    std::optional<bool> inner = condition(first + 1, last);
    return inner ? std::optional(!*inner) : inner;
  }
  if (isWord(first, "exists") && isWord(first + 1, "(")) {
    size_t close = closingParenthesis(tokens, first + 1, last);
    return close + 1 == last ? anyRow(first + 2, close) : std::nullopt;
  }
  if (isWord(first, "(")) {
    size_t close = closingParenthesis(tokens, first, last);
    bool selects = isWord(first + 1, "select");
    bool reads = selects && findOutsideOf(tokens, first + 1, close, "from") < close;
    if (close + 1 == last && !reads) // (SELECT to_regclass('users') IS NOT NULL)
      return condition(first + 1 + selects, close);
    if (reads && close + 1 == last)
      return asked(first + 1, first + 2, findOutsideOf(tokens, first + 1, close, "from"), close);
    bool counts = reads && isWord(first + 2, "count") && isWord(first + 3, "(") &&
                  isWord(closing(first + 3) + 1, "from");
    std::optional<bool> of = counts ? askedOfCount(tokens, close + 1, last) : std::nullopt;
    std::optional<bool> row = of ? anyRow(first + 1, close) : std::nullopt;
    return row ? std::optional(*row == *of) : row;
  }
  if (first + 1 == last && tokens[first].isName()) {
    auto it = variables.truths.find(tokens[first].name());
    if (it != variables.truths.end())
      return it->second;
    if (isWord(first, "true") || isWord(first, "false"))
      return isWord(first, "true");
    return std::nullopt;
  }
  std::string_view kind = registryOf(tokens, first);
  if (!kind.empty() && isWord(first + 1, "(") && isWord(first + 3, ")") &&
      tokens[first + 2].kind == SqlToken::Kind::String && isWord(first + 4, "is")) {
    size_t offset = 0, null = first + 5 + isWord(first + 5, "not");
    if (null + 1 != last || !isWord(null, "null"))
      return std::nullopt;
    std::optional<bool> there = CatalogAnswers(state, context, dialect, searchPath, relations())
                                    .isRegistered(kind, contentOf(tokens[first + 2], offset));
    return there ? std::optional(*there == isWord(first + 5, "not")) : there;
  }
  return std::nullopt;
}

} // namespace schemac::sql
