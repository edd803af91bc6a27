//===- Bounds.cpp - The bounds of a partition as a check ------------------===//
//
// A valid check that says what the bounds say spares the server the look at every row.
// (BoundProofs.cpp finds out whether one does.)
//
//===----------------------------------------------------------------------===//

#include "Dialect/Postgres/PostgresDialect.h"
#include "schemac/IR/SqlTokens.h"
#include <algorithm>
#include <fmt/format.h>

namespace schemac::postgres {

namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ')
    text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ')
    text.remove_suffix(1);
  return text;
}

/// Takes \p word off the beginning, whatever its case.
bool takeWord(std::string_view &text, std::string_view word) {
  text = trimmed(text);
  bool same = text.size() >= word.size() &&
              std::equal(word.begin(), word.end(), text.begin(),
                         [](char a, char b) { return a == (b >= 'a' && b <= 'z' ? b - 32 : b); });
  if (same)
    text.remove_prefix(word.size());
  return same;
}

/// What stands in the parentheses at the beginning.
std::string_view takeList(std::string_view &text) {
  text = trimmed(text);
  if (text.empty() || text.front() != '(')
    return {};
  bool quoted = false;
  unsigned depth = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    quoted ^= text[i] == '\'';
    depth += !quoted && text[i] == '(';
    if (!quoted && text[i] == ')' && --depth == 0) {
      std::string_view list = trimmed(text.substr(1, i - 1));
      text.remove_prefix(i + 1);
      return list;
    }
  }
  return {};
}

/// More than one value, as far as commas tell.
bool isList(std::string_view text) {
  bool quoted = false;
  unsigned depth = 0;
  for (char c : text) {
    quoted ^= c == '\'';
    depth += !quoted && c == '(';
    depth -= !quoted && c == ')';
    if (!quoted && !depth && c == ',')
      return true;
  }
  return false;
}

bool isWord(std::string_view value, std::string_view word) {
  std::string text(value);
  text += ' ';
  std::string_view view = text;
  return takeWord(view, word) && trimmed(view).empty();
}

std::string rangeCheck(const std::string &column, std::string_view bound) {
  if (!takeWord(bound, "FROM"))
    return {};
  std::string_view from = takeList(bound);
  if (!takeWord(bound, "TO"))
    return {};
  std::string_view to = takeList(bound);
  if (from.empty() || to.empty() || isList(from) || isList(to) || !trimmed(bound).empty())
    return {};
  std::string check = column + " IS NOT NULL";
  if (!isWord(from, "MINVALUE"))
    check += fmt::format(" AND {} >= {}", column, from);
  if (!isWord(to, "MAXVALUE"))
    check += fmt::format(" AND {} < {}", column, to);
  return check;
}

std::string listCheck(const std::string &column, std::string_view bound) {
  if (!takeWord(bound, "IN"))
    return {};
  std::string_view values = takeList(bound);
  std::string upper(values);
  std::ranges::transform(upper, upper.begin(),
                         [](char c) { return c >= 'a' && c <= 'z' ? c - 32 : c; });
  if (values.empty() || upper.find("NULL") != std::string::npos || !trimmed(bound).empty())
    return {};
  return fmt::format("{0} IS NOT NULL AND {0} IN ({1})", column, values);
}

} // namespace

std::string partitionCheck(const PartitionKey &key, Expr bound) {
  if (!bound || key.elems.size() != 1 || !key.elems.front().column)
    return {};
  std::string column = "\"";
  for (char c : key.elems.front().column.str())
    column += c == '"' ? "\"\"" : std::string(1, c);
  column += "\"";
  if (key.strategy == PartitionStrategy::Range)
    return rangeCheck(column, bound.str());
  return key.strategy == PartitionStrategy::List ? listCheck(column, bound.str()) : std::string();
}

} // namespace schemac::postgres
