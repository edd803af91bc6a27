//===- MySqlMeaning.cpp - What MySQL and MariaDB make of expressions ------===//
#include "MySqlMeaning.h"
#include "MySqlForm.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringRef.h"
#include <algorithm>

namespace schemac::sqltree {

namespace {

bool isNumeric(Type t) {
  return t &&
         (t.isInteger() || t.is(TypeKind::Numeric) || t.is(TypeKind::F32) || t.is(TypeKind::F64) ||
          t.is(TypeKind::I8) || t.is(TypeKind::I24) || t.is(TypeKind::U8) || t.is(TypeKind::U16) ||
          t.is(TypeKind::U24) || t.is(TypeKind::U32) || t.is(TypeKind::U64) ||
          t.is(TypeKind::UNumeric) || t.is(TypeKind::Bool));
}

/// A number without what says nothing: signs, zeros at its ends. Empty when it is none.
std::string plainNumber(std::string_view text) {
  bool negative = text.starts_with('-');
  if (negative || text.starts_with('+'))
    text.remove_prefix(1);
  size_t point = text.find('.');
  std::string whole(text.substr(0, point));
  std::string rest(point == text.npos ? "" : text.substr(point + 1));
  auto digits = [](const std::string &s) { return std::ranges::all_of(s, llvm::isDigit); };
  if (!digits(whole) || !digits(rest) || (whole + rest).empty())
    return {};
  whole.erase(0, std::min(whole.find_first_not_of('0'), whole.size()));
  rest.erase(rest.find_last_not_of('0') + 1);
  std::string out = (whole.empty() ? "0" : whole) + (rest.empty() ? "" : "." + rest);
  return negative && out != "0" ? "-" + out : out;
}

/// The bytes of x'0102', 0x0102 or a string; null for others.
std::optional<std::string> bytesOf(std::string_view sql) {
  std::vector<SqlToken> t = lexSqlTokens(sql, SqlRules::MySql);
  if (t.size() != 1)
    return std::nullopt;
  std::string_view text = t[0].text;
  std::string_view digits;
  if ((text.starts_with("x'") || text.starts_with("X'")) && text.size() > 2)
    digits = text.substr(2, text.size() - 3);
  else if (text.starts_with("0x"))
    digits = text.substr(2);
  else
    return valueInMySql(text);
  std::string out;
  return llvm::tryGetFromHex(llvm::StringRef(digits), out) ? std::optional(out) : std::nullopt;
}

/// The digits of b'0101' or 0b0101 without zeros at the left; null for others.
std::optional<std::string_view> bitsOf(std::string_view sql) {
  std::string_view digits;
  if (sql.size() > 2 && (sql.starts_with("b'") || sql.starts_with("B'")))
    digits = sql.substr(2, sql.size() - 3);
  else if (sql.starts_with("0b"))
    digits = sql.substr(2);
  else
    return std::nullopt;
  if (digits.find_first_not_of("01") != digits.npos)
    return std::nullopt;
  return digits.substr(std::min(digits.find_first_not_of('0'), digits.size()));
}

bool sameLiteral(std::string_view source, std::string_view server, Type target) {
  if (target.is(TypeKind::Bit) || target.is(TypeKind::Bool)) {
    std::optional<std::string_view> a = bitsOf(source), b = bitsOf(server);
    if (a && b)
      return *a == *b;
  }
  if (isNumeric(target)) {
    auto number = [](std::string_view sql) {
      std::optional<std::string> text = bytesOf(sql);
      return plainNumber(text ? *text : std::string(sql));
    };
    std::string a = number(source);
    return !a.empty() && a == number(server);
  }
  std::optional<std::string> a = bytesOf(source), b = bytesOf(server);
  return a && b && *a == *b;
}

} // namespace

/// In the form that both sides are brought to; null: it is not read in full.
static std::optional<Node> treeInOneForm(Expr e) {
  std::optional<std::string> text = standardText(e.str());
  std::optional<Node> n = text ? parseExpression(*text) : std::nullopt;
  if (!n)
    return std::nullopt;
  bool queries = false;
  Node out = inOneForm(
      std::move(*n),
      [](Node name) {
        name.parts.erase(name.parts.begin(), name.parts.end() - 1);
        return name;
      },
      [&](Node q) {
        queries = true;
        return q;
      });
  return queries ? std::nullopt : std::optional(std::move(out));
}

bool isReadInMySql(Expr sql) { return treeInOneForm(sql).has_value(); }

bool sameInMySql(Expr source, Expr server, Type target) {
  if (!source || !server || source == server)
    return source == server;
  if (target && sameLiteral(source.str(), server.str(), target))
    return true;
  std::optional<Node> a = treeInOneForm(source), b = a ? treeInOneForm(server) : std::nullopt;
  return a && b && sameTree(*a, *b);
}

} // namespace schemac::sqltree
