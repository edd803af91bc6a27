//===- Defaults.cpp - DEFAULT as @default ---------------------------------===//
//
// Each value is made together with the SQL that Prisma's engine makes of it, and is taken only when
// that SQL is what the column has.
//
//===----------------------------------------------------------------------===//
#include "Write/Prisma/Defaults.h"
#include "Write/Prisma/Layout.h"
#include "schemac/IR/SqlMeaning.h"
#include "schemac/IR/SqlNames.h"
#include "schemac/IR/SqlTokens.h"
#include "schemac/Words/Prisma/ColumnTypes.h"
#include "schemac/Words/Prisma/Literals.h"
#include "llvm/Support/JSON.h"
#include <charconv>
#include <fmt/format.h>

namespace schemac::prisma_form {

using namespace prisma;
namespace {

struct Value {
  std::string text; ///< in the language
  std::string sql;  ///< what becomes of it
};

bool isWhole(std::string_view text) {
  int64_t n = 0;
  auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), n);
  return error == std::errc() && stop == text.data() + text.size();
}

/// JSON that Prisma takes for JSON: its numbers are left to the database.
bool isPlainJson(std::string_view text) {
  llvm::Expected<llvm::json::Value> value = llvm::json::parse({text.data(), text.size()});
  if (!value)
    llvm::consumeError(value.takeError());
  return bool(value) && text.find_first_of("0123456789") == text.npos;
}

std::optional<Value> numberValue(Scalar scalar, std::string_view sql) {
  std::optional<std::string> number = numberLiteral(sql);
  bool whole = scalar == Int || scalar == BigInt;
  if (sql.find_first_not_of("-0123456789.") != sql.npos || sql.starts_with('.'))
    return std::nullopt; // a number of SQL (1e-3, .5) that is none in the language
  if (!number || sql.starts_with('+') || (whole && !isWhole(sql)) || sql.ends_with('.'))
    return std::nullopt;
  return Value{std::string(sql), *number};
}

/// The text of a default that is a string and nothing else.
std::optional<std::string> textOf(const Target &target, schemac::Expr sql) {
  if (target.isPostgres())
    return stringLiteral(sql);
  std::string_view quoted = sql.str();
  if (quoted.size() < 2 || !quoted.starts_with('\'') || !quoted.ends_with('\''))
    return std::nullopt;
  std::string text;
  for (size_t i = 1; i + 1 < quoted.size(); ++i) {
    char c = quoted[i];
    text += c;
    i += c == '\'' || (c == '\\' && target.is(Provider::MySql)); // doubled
  }
  return target.dialect.quoteString(text) == quoted ? std::optional(text) : std::nullopt;
}

std::optional<Value> textValue(Scalar scalar, const Target &target, schemac::Expr sql) {
  std::optional<std::string> text = textOf(target, sql);
  if (!text || (scalar == Json && !isPlainJson(*text)))
    return std::nullopt;
  return Value{doubleQuoted(*text), target.dialect.quoteString(*text)};
}

std::optional<Value> enumValue(const Enum &e, const ClientNames &names, const Target &target,
                               schemac::Expr sql) {
  std::optional<std::string> text = textOf(target, sql);
  for (const EnumLabel &l : e.labels)
    if (text && l.label.str() == *text)
      return Value{names.value(e.name, l.label), target.dialect.quoteString(*text)};
  return std::nullopt;
}

/// MySQL keeps 1 and 0, however they are written.
std::optional<Value> boolValue(const Target &target, schemac::Expr sql) {
  bool numbers = target.is(Provider::MySql);
  if (sql.str() == (numbers ? "1" : "true"))
    return Value{"true", sql.string()};
  if (sql.str() == (numbers ? "0" : "false"))
    return Value{"false", sql.string()};
  return std::nullopt;
}

std::optional<Value> literal(const FieldType &type, const ClientNames &names, const Target &target,
                             schemac::Expr sql) {
  if (type.enumType)
    return enumValue(*type.enumType, names, target, sql);
  switch (type.scalar.value()) {
  case Int:
  case BigInt:
  case Float:
  case Decimal:
    return numberValue(*type.scalar, sql.str());
  case Boolean:
    return boolValue(target, sql);
  case String:
  case Json:
    return textValue(*type.scalar, target, sql);
  case DateTime: // written as the database writes it
  case Bytes:
    return std::nullopt;
  }
  return std::nullopt;
}

/// ARRAY['a', 'b']::text[]
std::optional<Value> listValue(const FieldType &type, const ClientNames &names,
                               const Column &column, const Target &target, Context &context) {
  std::string_view sql = column.defaultExpr.str();
  std::vector<SqlToken> tokens = lexSqlTokens(sql);
  if (tokens.size() < 4 || !tokens[0].isWord("array") || !tokens[1].isSymbol("["))
    return std::nullopt;
  std::vector<std::string> items, sqls;
  size_t i = 2, begin = tokens[2].begin;
  for (; i < tokens.size(); ++i) {
    bool closes = tokens[i].isSymbol("]");
    if (!closes && !tokens[i].isSymbol(","))
      continue;
    if (closes && items.empty() && begin == tokens[i].begin)
      break; // nothing in it
    std::string_view item = sql.substr(begin, tokens[i - 1].end - begin);
    std::optional<Value> value = literal(type, names, target, context.expr(item));
    if (!value)
      return std::nullopt;
    items.push_back(value->text);
    sqls.push_back(value->sql);
    if (closes)
      break;
    begin = i + 1 < tokens.size() ? tokens[i + 1].begin : sql.size();
  }
  return Value{list(items),
               fmt::format("ARRAY[{}]::{}", fmt::join(sqls, ", "), sqlSpelling(column.type))};
}

} // namespace

/// MySQL takes only the precision of the column.
static std::string now(const Column &column, const Target &target) {
  int digits = column.type.param(0);
  return target.is(Provider::MySql) && digits > 0 ? fmt::format("CURRENT_TIMESTAMP({})", digits)
                                                  : "CURRENT_TIMESTAMP";
}

/// Texts of MySQL and SQLite are compared as they are: both sides have one form.
static bool isSame(const Value &value, const Column &column, const Target &target,
                   Context &context) {
  if (value.sql == column.defaultExpr.str())
    return true;
  auto noColumns = [](std::string_view, std::string_view) { return Type(); };
  return target.isPostgres() &&
         sameMeaning(context.expr(value.sql), column.defaultExpr, noColumns, column.type);
}

std::string defaultValue(const FieldType &type, const ClientNames &names, const Column &column,
                         const Target &target, Context &context) {
  if (column.generation != Generation::None && !column.generated())
    return type.scalar && (*type.scalar & (Int | BigInt)) && !type.list ? "autoincrement()" : "";
  if (!column.defaultExpr)
    return {};
  std::optional<Value> value;
  if (type.list && !type.unsupported())
    value = listValue(type, names, column, target, context);
  else if (type.scalar == DateTime)
    value = Value{"now()", now(column, target)};
  else if (!type.unsupported())
    value = literal(type, names, target, column.defaultExpr);
  if (value && isSame(*value, column, target, context))
    return value->text;
  return fmt::format("dbgenerated({})", doubleQuoted(column.defaultExpr.str()));
}

} // namespace schemac::prisma_form
