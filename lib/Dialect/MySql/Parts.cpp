//===- Parts.cpp - Parts of the rows of a table ---------------------------===//
//
// As the chapter on partitioning of both manuals has it.
//
//===----------------------------------------------------------------------===//
#include "Dialect/MySql/MySqlDialect.h"
#include "schemac/Dialect/MySql/MySql.h"
#include "schemac/IR/SqlNames.h"
#include "schemac/IR/SqlTokens.h"
#include <algorithm>
#include <fmt/format.h>

namespace schemac::mysql {

namespace {

bool hasBounds(PartsMethod m) { return m <= PartsMethod::ListColumns; }

/// Blanks only where words would run together; the words that are bounds in capitals. In a list of
/// single values servers name NULL first.
Expr canonicalBound(Context &context, Expr bound, bool singleValues) {
  if (!bound)
    return bound;
  std::string out;
  bool wasWord = false;
  for (const SqlToken &t : lexSqlTokens(bound.str(), SqlRules::MySql)) {
    bool isWord = t.kind != SqlToken::Kind::Symbol;
    out += wasWord && isWord ? " " : "";
    out += t.isWord("maxvalue")  ? "MAXVALUE"
           : t.isWord("default") ? std::string(DefaultPart)
           : t.isWord("null")    ? "NULL"
                                 : std::string(t.text);
    out += t.isSymbol(",") ? " " : "";
    wasWord = isWord;
  }
  if (singleValues && out.ends_with(", NULL"))
    out = "NULL, " + out.substr(0, out.size() - 6);
  else if (size_t at = out.find(", NULL, "); singleValues && at != out.npos)
    out = "NULL, " + out.erase(at, 6);
  return context.expr(out);
}

/// Without parentheses around the whole, which servers leave out where they show it.
Expr withoutParentheses(Context &context, Expr e) {
  std::string_view text = e ? e.str() : std::string_view();
  for (;;) {
    std::vector<SqlToken> t = lexSqlTokens(text, SqlRules::MySql);
    if (t.size() < 3 || !t.front().isSymbol("("))
      break;
    size_t close = 0;
    for (int depth = 0; close < t.size(); ++close) {
      depth += t[close].isSymbol("(") - t[close].isSymbol(")");
      if (!depth)
        break;
    }
    if (close + 1 != t.size())
      break;
    text = text.substr(t[1].begin, t[close - 1].end - t[1].begin);
  }
  return e && text != e.str() ? context.expr(text) : e;
}

/// Columns that decide where a row goes.
std::vector<Name> decidingColumns(const Table &table) {
  const RowParts &r = *table.rowParts;
  std::vector<Name> out = r.columns;
  if (!isByColumns(r.method))
    for (const Column &c : table.columns)
      if (mentionsName(r.expr, c.name))
        out.push_back(c.name);
  return out;
}

} // namespace

std::string_view partsMethodSql(PartsMethod method) {
  static constexpr std::string_view Words[] = {"RANGE", "RANGE COLUMNS", "LIST", "LIST COLUMNS",
                                               "HASH",  "LINEAR HASH",   "KEY",  "LINEAR KEY"};
  return Words[size_t(method)];
}

/// One part is what there is when nothing is said.
void canonicalizeParts(Context &context, Table &table) {
  if (!table.rowParts)
    return;
  RowParts r = *table.rowParts;
  r.expr = withoutParentheses(context, r.expr);
  for (RowPart &p : r.parts)
    p.bound = canonicalBound(context, p.bound, r.method == PartsMethod::List);
  if (r.count && *r.count == int64_t(r.parts.size()))
    r.count.reset();
  if (!r.count && r.parts.empty() && !hasBounds(r.method))
    r.count = 1;
  table.rowParts = std::make_shared<const RowParts>(std::move(r));
}

std::vector<TableFault> partsFaults(const Table &table, bool mariaDb) {
  std::vector<TableFault> out;
  auto add = [&](SourceRange range, std::string why) {
    out.push_back({range, table.name.str(), std::move(why)});
  };
  if (!table.rowParts)
    return out;
  const RowParts &r = *table.rowParts;
  bool bounded = hasBounds(r.method);
  if (bounded && r.parts.empty())
    add(table.range,
        fmt::format("PARTITION BY {} wants partitions with bounds", partsMethodSql(r.method)));
  if (r.count && (bounded || !r.parts.empty()))
    add(table.range,
        fmt::format("it has {} partitions, and {} are named", *r.count, r.parts.size()));
  else if (r.count && *r.count < 1)
    add(table.range, "a table has at least one partition");
  for (size_t i = 0; i < r.parts.size(); ++i) {
    const RowPart &p = r.parts[i];
    if (bounded != bool(p.bound))
      add(table.range, fmt::format("partition '{}' {}", p.name.str(),
                                   bounded ? "has no bound" : "has a bound, and is one by hash"));
    bool list = r.method == PartsMethod::List || r.method == PartsMethod::ListColumns;
    if (p.bound && p.bound.str() == DefaultPart && !(mariaDb && list))
      add(table.range, fmt::format("partition '{}' takes what no other does, as only a list of "
                                   "MariaDB has one",
                                   p.name.str()));
    auto same = [&](const RowPart &other) { return other.name == p.name; };
    if (std::any_of(r.parts.begin(), r.parts.begin() + ptrdiff_t(i), same))
      add(table.range, fmt::format("two partitions are called '{}'", p.name.str()));
  }
  for (Name column : decidingColumns(table)) {
    for (const Constraint &c : table.constraints)
      if (ownsIndex(c) && std::ranges::find(c.columns, column) == c.columns.end())
        add(c.range, fmt::format("the rows are parted by '{}', which is not in key '{}'",
                                 column.str(), c.name.str()));
    for (const Index &i : table.indexes)
      if (i.unique && std::ranges::find(i.elems, column, &IndexElem::column) == i.elems.end())
        add(i.range, fmt::format("the rows are parted by '{}', which is not in key '{}'",
                                 column.str(), i.name.str()));
  }
  for (const Constraint &c : table.constraints)
    if (c.kind == ConstraintKind::ForeignKey)
      add(c.range, "a table in partitions has no foreign keys");
  return out;
}

} // namespace schemac::mysql
