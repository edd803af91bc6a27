//===- SqlStrings.cpp - String literals inside raw SQL expressions --------===//
#include "schemac/IR/SqlNames.h"
#include "schemac/IR/SqlTokens.h"
#include "llvm/ADT/StringRef.h"
#include <algorithm>

namespace schemac {

using Tokens = std::vector<SqlToken>;

/// The value of a plain string literal.
static std::string literalValue(std::string_view text) {
  std::string value;
  for (size_t i = 1; i + 1 < text.size(); ++i) {
    value += text[i];
    if (text[i] == '\'')
      ++i; // a doubled quote stands for one
  }
  return value;
}

static bool isPlainString(const SqlToken &t) {
  return t.kind == SqlToken::Kind::String && t.text.starts_with('\'');
}

std::vector<std::string> stringLiterals(Expr sql) {
  std::vector<std::string> values;
  if (sql)
    for (const SqlToken &t : lexSqlTokens(sql.str()))
      if (isPlainString(t))
        values.push_back(literalValue(t.text));
  return values;
}

bool holdsLiteral(Expr sql, std::string_view value) {
  std::vector<std::string> values = stringLiterals(sql);
  return std::find(values.begin(), values.end(), value) != values.end();
}

static std::string quoted(std::string_view value) {
  std::string out = "'";
  for (char c : value)
    out += c == '\'' ? std::string("''") : std::string(1, c);
  return out + "'";
}

/// The one plain literal that \p t is, with at most a cast after it.
static bool isLiteral(const Tokens &t) {
  return !t.empty() && isPlainString(t[0]) && (t.size() == 1 || t[1].isSymbol("::"));
}

std::optional<std::string> stringLiteral(Expr sql) {
  if (!sql || !sql.str().starts_with('\''))
    return std::nullopt;
  Tokens t = lexSqlTokens(sql.str());
  return isLiteral(t) ? std::optional(literalValue(t[0].text)) : std::nullopt;
}

Expr withStringLiteral(Context &context, Expr sql, std::string_view value) {
  Tokens t = lexSqlTokens(sql.str());
  return context.expr(quoted(value) + std::string(sql.str().substr(t[0].end)));
}

//===--- labels -----------------------------------------------------------===//

static std::string quotedElement(std::string_view label) {
  std::string out = "\"";
  for (char c : label)
    out += c == '"' || c == '\\' ? std::string{'\\', c} : std::string{c};
  return out + "\"";
}

/// As a server writes it in an array: in quotes where it must be.
static std::string inArray(std::string_view label) {
  bool plain = !label.empty() && !llvm::StringRef(label).equals_insensitive("null") &&
               label.find_first_of("{},\"\\ \t\n\r\v\f") == label.npos;
  return plain ? std::string(label) : quotedElement(label);
}

std::string renameElement(std::string_view array, std::string_view from, std::string_view to) {
  std::string result = "{";
  auto quotedEnd = [&](size_t i) {
    for (++i; i < array.size() && array[i] != '"'; ++i)
      i += array[i] == '\\';
    return std::min(i + 1, array.size());
  };
  for (size_t i = 1; i < array.size();) {
    bool isQuoted = array[i] == '"';
    size_t end = array.find_first_of(",}", isQuoted ? quotedEnd(i) : i);
    std::string_view element = array.substr(i, end - i);
    if (element == from)
      result += inArray(to);
    else if (isQuoted && element == quotedElement(from))
      result += inArray(to);
    else
      result += element;
    if (end == std::string_view::npos)
      break;
    result += array[end];
    i = end + 1;
  }
  return result;
}

namespace {
/// Whether the literal at a place is a value of an enum: cast to it, or compared with a column of
/// it.
class LabelPlaces {
public:
  LabelPlaces(const Tokens &t, QName type, const std::function<bool(std::string_view)> &isColumn)
      : t(t), type(type), isColumn(isColumn) {}

  bool isValue(size_t i) const {
    if (is(i + 1, "::"))
      return namesType(i + 2) && !is(endOfType(i + 2), "[");
    if (i + 1 < t.size() && t[i + 1].isWord("as"))
      return namesType(i + 2);
    if (i > 0 && t[i - 1].isName() && t[i - 1].name() == type.name.str())
      return true; // mood 'ok'
    return comparedBehind(i) || comparedBefore(i);
  }
  bool isArray(size_t i) const {
    return is(i + 1, "::") && namesType(i + 2) && is(endOfType(i + 2), "[");
  }

private:
  bool is(size_t i, std::string_view symbol) const { return i < t.size() && t[i].isSymbol(symbol); }
  static bool isComparison(const SqlToken &x) {
    return x.isSymbol("=") || x.isSymbol("<") || x.isSymbol(">") || x.isSymbol("!");
  }
  size_t endOfType(size_t i) const { return is(i + 1, ".") ? i + 3 : i + 1; }
  bool namesType(size_t i) const {
    if (i >= t.size() || !t[i].isName())
      return false;
    if (!is(i + 1, "."))
      return t[i].name() == type.name.str();
    return t[i].name() == (type.ns ? type.ns.str() : "public") && i + 2 < t.size() &&
           t[i + 2].name() == type.name.str();
  }
  bool isColumnAt(size_t i) const { return t[i].isName() && isColumn(t[i].name()); }

  /// a = 'x', a IN ('w', 'x'), a = ANY (ARRAY['w', 'x'])
  bool comparedBehind(size_t i) const {
    size_t k = i;
    while (k > 0 && (t[k - 1].isSymbol(",") || isPlainString(t[k - 1])))
      --k;
    if (k == 0)
      return false;
    if (is(k - 1, "(") && k > 1 && t[k - 2].isWord("in")) {
      k -= 2;
      k -= k > 0 && t[k - 1].isWord("not");
      return k > 0 && isColumnAt(k - 1);
    }
    if (is(k - 1, "[") && k > 3 && t[k - 2].isWord("array") && is(k - 3, "("))
      k -= 4; // ANY or ALL
    else if (k != i)
      return false;
    size_t end = k;
    while (k > 0 && isComparison(t[k - 1]))
      --k;
    return k < end && k > 0 && isColumnAt(k - 1);
  }
  /// 'x' = a, 'x' = u.a
  bool comparedBefore(size_t i) const {
    size_t k = i + 1;
    while (k < t.size() && isComparison(t[k]))
      ++k;
    if (k == i + 1 || k >= t.size() || !t[k].isName())
      return false;
    return isColumnAt(is(k + 1, ".") && k + 2 < t.size() ? k + 2 : k);
  }

  const Tokens &t;
  QName type;
  const std::function<bool(std::string_view)> &isColumn;
};
} // namespace

Expr renameLabelIn(Context &context, Expr sql, QName type,
                   const std::function<bool(std::string_view)> &isColumn, std::string_view from,
                   std::string_view to) {
  if (!sql || sql.str().find(from) == std::string_view::npos)
    return sql;
  std::string_view text = sql.str();
  Tokens t = lexSqlTokens(text);
  LabelPlaces places(t, type, isColumn);
  std::string out;
  size_t copied = 0;
  for (size_t i = 0; i < t.size(); ++i) {
    if (!isPlainString(t[i]))
      continue;
    std::string value = literalValue(t[i].text), now = value;
    if (value == from && places.isValue(i))
      now = to;
    else if (value.starts_with('{') && places.isArray(i))
      now = renameElement(value, from, to);
    if (now == value)
      continue;
    out += text.substr(copied, t[i].begin - copied);
    out += quoted(now);
    copied = t[i].end;
  }
  return copied ? context.expr(out + std::string(text.substr(copied))) : sql;
}

} // namespace schemac
