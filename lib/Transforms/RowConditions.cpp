//===- RowConditions.cpp - What an UPDATE sets, and where -----------------===//
#include "Transforms/RowConditions.h"
#include "schemac/IR/SqlTokens.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <algorithm>
#include <optional>
#include <span>

namespace schemac {

namespace {

using Tokens = std::span<const SqlToken>;

/// Divides at what \p divides says of tokens outside of parentheses and CASE.
template <class Fn> std::vector<Tokens> split(Tokens t, Fn divides) {
  std::vector<Tokens> out;
  size_t from = 0;
  int depth = 0;
  for (size_t i = 0; i < t.size(); ++i) {
    depth += t[i].isSymbol("(") + t[i].isSymbol("[") + t[i].isWord("case");
    depth -= t[i].isSymbol(")") + t[i].isSymbol("]") + t[i].isWord("end");
    if (depth != 0 || !divides(i))
      continue;
    out.push_back(t.subspan(from, i - from));
    from = i + 1;
  }
  out.push_back(t.subspan(from));
  return out;
}

std::vector<Tokens> splitAtCommas(Tokens t) {
  return split(t, [&](size_t i) { return t[i].isSymbol(","); });
}

Tokens withoutParentheses(Tokens t) {
  while (t.size() > 2 && t.front().isSymbol("(") && t.back().isSymbol(")")) {
    int depth = 0;
    for (size_t i = 0; i + 1 < t.size(); ++i) {
      depth += t[i].isSymbol("(") - t[i].isSymbol(")");
      if (depth == 0)
        return t; // they are two pairs
    }
    t = t.subspan(1, t.size() - 2);
  }
  return t;
}

std::string textOf(Tokens t, std::string_view sql) {
  return t.empty() ? std::string()
                   : std::string(sql.substr(t.front().begin, t.back().end - t.front().begin));
}

/// 'a', 5, -5, true, 'a'::text; as it is written, without the cast.
std::optional<std::string> literal(Tokens t) {
  t = withoutParentheses(t);
  size_t last = t.size();
  for (size_t i = 1; i < t.size(); ++i)
    if (t[i].isSymbol("::")) {
      last = i;
      break;
    }
  bool negative = last == 2 && t[0].isSymbol("-");
  if (last != 1 && !negative)
    return std::nullopt;
  const SqlToken &value = t[last - 1];
  if (value.isWord("true") || value.isWord("false"))
    return value.name();
  if (value.kind != SqlToken::Kind::String && value.kind != SqlToken::Kind::Number)
    return std::nullopt;
  return (negative ? "-" : "") + std::string(value.text);
}

/// Whether the value cannot be null: a literal, now(), a new identifier, coalesce(..., literal).
bool isNeverNull(Tokens t) {
  t = withoutParentheses(t);
  if (t.empty())
    return false;
  static constexpr std::string_view Given[] = {"now",
                                               "current_timestamp",
                                               "current_date",
                                               "clock_timestamp",
                                               "statement_timestamp",
                                               "transaction_timestamp",
                                               "gen_random_uuid",
                                               "uuid_generate_v4"};
  if (literal(t))
    return true;
  bool called = t.size() == 3 && t[1].isSymbol("(") && t[2].isSymbol(")");
  if (called || t.size() == 1)
    return std::ranges::any_of(Given, [&](std::string_view w) { return t[0].isWord(w); });
  if (!t[0].isWord("coalesce") || !t[1].isSymbol("(") || !t.back().isSymbol(")"))
    return false;
  std::vector<Tokens> arguments = splitAtCommas(t.subspan(2, t.size() - 3));
  return std::ranges::any_of(arguments, isNeverNull);
}

/// One comparison of a condition.
class Comparison {
public:
  explicit Comparison(Tokens comparison) : t(withoutParentheses(comparison)) {}

  /// Whether it does not hold of a row whose column has \p value.
  bool excludes(const std::string &column, Tokens value) const {
    std::optional<std::string> given = literal(value);
    if (matches(column, {"is", "null"}))
      return isNeverNull(value);
    if (given == "true" && (isNot(column) || matches(column, {"is", "false"}) ||
                            matches(column, {"is", "not", "true"})))
      return true;
    if (given == "false" && (isOnly(column) || matches(column, {"is", "true"}) ||
                             matches(column, {"is", "not", "false"})))
      return true;
    if (!given)
      return false;
    if (auto other = operand(column, {"is", "distinct", "from"}))
      return other == given;
    for (auto unequal : {"<>", "!="})
      if (auto other = operandOf(column, unequal))
        return other == given;
    // Two spellings may be one value, so only texts, and only those that differ in their letters.
    auto other = operandOf(column, "=");
    return other && ((isTruth(*other) && isTruth(*given)) || (isWord(*other) && isWord(*given))) &&
           llvm::StringRef(*other).lower() != llvm::StringRef(*given).lower();
  }

private:
  static bool isTruth(const std::string &s) { return s == "true" || s == "false"; }
  /// 'a_word'
  static bool isWord(llvm::StringRef s) {
    return s.consume_front("'") && s.consume_back("'") && !s.empty() && llvm::isAlpha(s[0]) &&
           llvm::all_of(s, [](char c) { return llvm::isAlnum(c) || c == '_'; });
  }
  bool isColumn(size_t i, const std::string &column) const {
    return i < t.size() && t[i].isName() && t[i].name() == column;
  }
  bool isOnly(const std::string &column) const { return t.size() == 1 && isColumn(0, column); }
  bool isNot(const std::string &column) const {
    return t.size() == 2 && t[0].isWord("not") && isColumn(1, column);
  }
  bool begins(const std::string &column, std::initializer_list<std::string_view> words) const {
    if (!isColumn(0, column) || t.size() < words.size() + 1)
      return false;
    size_t i = 1;
    return std::ranges::all_of(words, [&](std::string_view w) { return t[i++].isWord(w); });
  }
  bool matches(const std::string &column, std::initializer_list<std::string_view> words) const {
    return t.size() == words.size() + 1 && begins(column, words);
  }
  std::optional<std::string> operand(const std::string &column,
                                     std::initializer_list<std::string_view> words) const {
    return begins(column, words) ? literal(t.subspan(words.size() + 1)) : std::nullopt;
  }
  /// Symbols are tokens of one character.
  std::optional<std::string> operandOf(const std::string &column, std::string_view symbols) const {
    if (!isColumn(0, column) || t.size() < symbols.size() + 2)
      return std::nullopt;
    for (size_t i = 0; i < symbols.size(); ++i)
      if (!t[i + 1].isSymbol(symbols.substr(i, 1)))
        return std::nullopt;
    return literal(t.subspan(symbols.size() + 1));
  }

  Tokens t;
};

std::optional<std::vector<std::string>> names(Tokens t) {
  std::vector<std::string> out;
  for (Tokens part : splitAtCommas(withoutParentheses(t))) {
    if (part.size() != 1 || !part[0].isName())
      return std::nullopt;
    out.push_back(part[0].name());
  }
  return out;
}

} // namespace

std::vector<Assignment> splitAssignments(Expr assignments, Context &context) {
  std::vector<Assignment> out;
  std::string_view sql = assignments ? assignments.str() : std::string_view();
  std::vector<SqlToken> tokens = lexSqlTokens(sql);
  for (Tokens part : splitAtCommas(tokens)) {
    size_t equals = 0;
    for (int depth = 0; equals < part.size(); ++equals) {
      depth += part[equals].isSymbol("(") - part[equals].isSymbol(")");
      if (depth == 0 && part[equals].isSymbol("="))
        break;
    }
    if (equals == 0 || equals + 1 >= part.size())
      return {};
    auto columns = names(part.first(equals));
    Tokens value = part.subspan(equals + 1);
    if (columns && columns->size() > 1 && value[0].isWord("row"))
      value = value.subspan(1);
    std::vector<Tokens> values = columns && columns->size() > 1
                                     ? splitAtCommas(withoutParentheses(value))
                                     : std::vector{value};
    if (!columns || columns->size() != values.size())
      return {};
    for (size_t i = 0; i < values.size(); ++i)
      out.push_back({(*columns)[i], context.expr(textOf(values[i], sql))});
  }
  return out;
}

bool excludesDone(Expr where, const std::vector<Assignment> &assignments) {
  if (!where)
    return false;
  std::vector<SqlToken> tokens = lexSqlTokens(where.str());
  Tokens all = withoutParentheses(tokens);
  bool between = std::ranges::any_of(all, [](auto &t) { return t.isWord("between"); });
  if (between || split(all, [&](size_t i) { return all[i].isWord("or"); }).size() > 1)
    return false;
  for (Tokens part : split(all, [&](size_t i) { return all[i].isWord("and"); }))
    for (const Assignment &a : assignments) {
      std::vector<SqlToken> value = lexSqlTokens(a.value.str());
      if (Comparison(part).excludes(a.column, value))
        return true;
    }
  return false;
}

} // namespace schemac
