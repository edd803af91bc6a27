//===- ColumnNames.cpp - Columns that expressions name and no table has ----===//
//
// What the expressions of checks, generated columns and indexes read is a column of their table. A
// word may be much else in SQL, so only two kinds of them are taken for certain: a name in
// backquotes by itself, and a word on the left of a comparison, where an operand begins with it.
//
//===----------------------------------------------------------------------===//
#include "Dialect/MySql/MySqlDialect.h"
#include "schemac/IR/SqlTokens.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringRef.h"
#include <algorithm>
#include <fmt/format.h>

namespace schemac::mysql {

namespace {

using SqlTokenList = std::vector<SqlToken>;

/// Words that are values, or end one.
constexpr std::string_view ValueWords[] = {
    "null",         "true",         "false",         "unknown",
    "end",          "current_date", "current_time",  "current_timestamp",
    "current_user", "current_role", "localtime",     "localtimestamp",
    "utc_date",     "utc_time",     "utc_timestamp", "default",
    "maxvalue"};

bool isOneOf(const SqlToken &t, std::initializer_list<std::string_view> words) {
  return std::ranges::any_of(words, [&](std::string_view w) { return t.isWord(w); });
}

bool isComparison(const SqlToken &t) {
  for (std::string_view s : {"<", ">", "=", "<=", ">=", "<>", "!=", "<=>"})
    if (t.isSymbol(s))
      return true;
  return false;
}

/// An operand, and no more than a word of one, begins behind it.
bool beginsOperand(const SqlToken *before) {
  return !before || before->isSymbol("(") || before->isSymbol(",") ||
         isOneOf(*before, {"and", "or", "not", "when", "xor"});
}

bool namesColumn(const SqlTokenList &t, size_t i) {
  const SqlToken *before = i ? &t[i - 1] : nullptr;
  const SqlToken *after = i + 1 < t.size() ? &t[i + 1] : nullptr;
  if ((before && before->isSymbol(".")) ||
      (after && (after->isSymbol(".") || after->isSymbol("("))))
    return false;
  if (t[i].text.starts_with("`"))
    return !before || !isOneOf(*before, {"collate", "using", "set", "charset", "as"});
  return t[i].kind == SqlToken::Kind::Identifier && after && isComparison(*after) &&
         beginsOperand(before) &&
         std::ranges::none_of(ValueWords, [&](std::string_view w) { return t[i].isWord(w); });
}

/// The names of columns have no case.
bool hasColumn(const Table &table, std::string_view name) {
  llvm::StringRef wanted(name.data(), name.size());
  return std::ranges::any_of(table.columns, [&](const Column &c) {
    std::string_view is = c.name.str();
    return wanted.equals_insensitive({is.data(), is.size()});
  });
}

} // namespace

std::vector<TableFault> nameFaults(const Table &table) {
  std::vector<TableFault> out;
  auto look = [&](Expr sql, SourceRange range, Name part) {
    if (!sql)
      return;
    SqlTokenList tokens = lexSqlTokens(sql.str(), SqlRules::MySql);
    for (size_t i = 0; i < tokens.size(); ++i) {
      bool ascii = std::ranges::all_of(tokens[i].text, [](char c) { return !(c & 0x80); });
      if (!tokens[i].isName() || !ascii || !namesColumn(tokens, i) ||
          hasColumn(table, tokens[i].name()))
        continue;
      out.push_back({range, SubRef{table.name, part}.str(),
                     fmt::format("'{}' is no column of the table", tokens[i].name())});
      return;
    }
  };
  for (const Column &c : table.columns)
    look(c.generated(), c.range, c.name);
  for (const Constraint &c : table.constraints)
    look(c.check, c.range, c.name);
  for (const Index &i : table.indexes)
    for (const IndexElem &e : i.elems)
      look(e.expr, i.range, i.name);
  return out;
}

} // namespace schemac::mysql
