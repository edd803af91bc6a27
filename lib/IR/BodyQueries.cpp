//===- BodyQueries.cpp - Statements about rows as queries -----------------===//
//
// What is done to rows is compared as the queries of what it reads: an UPDATE as the query of its
// values, an upsert as that of its rows, that of its target and that of the values it sets, and
// RETURNING as one over the tables of the statement.
//
//===----------------------------------------------------------------------===//
#include "BodyQueries.h"
#include "QueryTokens.h"
#include "schemac/IR/SqlNames.h"
#include <algorithm>
#include <fmt/format.h>

namespace schemac {
namespace {

using Queries = std::vector<std::string>;

class Statement {
public:
  Statement(const std::string &text, const Schema &schema)
      : text(text), schema(schema), t(lexSqlTokens(text)), returning(find(0, "returning")) {}

  std::optional<Queries> queries() {
    if (t.empty() || isWordOf(t[0], {"select", "with", "values"}))
      return Queries{text};
    bool plain = t[0].isWord("update")   ? update()
                 : t[0].isWord("delete") ? erase()
                 : t[0].isWord("insert") ? insert()
                                         : false;
    if (!plain)
      return std::nullopt;
    if (returning < t.size())
      out.push_back(fmt::format("SELECT {} FROM {}", between(returning + 1, t.size()), tables));
    return out;
  }

private:
  std::string between(size_t first, size_t last) const {
    return first < last ? text.substr(t[first].begin, t[last - 1].end - t[first].begin) : "";
  }
  /// The first such word outside of parentheses; the end when there is none.
  size_t find(size_t from, std::string_view word) const {
    int depth = 0;
    for (size_t i = from; i < t.size(); ++i) {
      depth += t[i].isSymbol("(") - t[i].isSymbol(")");
      if (depth == 0 && (word == "," ? t[i].isSymbol(",") : t[i].isWord(word)))
        return i;
    }
    return t.size();
  }
  /// Behind the parenthesis that closes the one at \p open.
  size_t behind(size_t open) const {
    int depth = 0;
    for (size_t i = open; i < t.size(); ++i) {
      depth += t[i].isSymbol("(") - t[i].isSymbol(")");
      if (depth == 0)
        return i + 1;
    }
    return t.size();
  }

  /// The parts of [first, last) between commas outside of parentheses.
  std::vector<std::string> parts(size_t first, size_t last) const {
    std::vector<std::string> out;
    while (first < last) {
      size_t stop = std::min(find(first, ","), last);
      out.push_back(between(first, stop));
      first = stop + 1;
    }
    return out;
  }
  /// The names of a list in parentheses at \p open.
  std::vector<std::string> names(size_t open) const {
    std::vector<std::string> out;
    for (size_t i = open + 1; i + 1 < behind(open); ++i)
      if (!t[i].isSymbol(","))
        out.push_back(t[i].name());
    return out;
  }

  /// a = e, b = f: e AS "set a", f AS "set b"; empty where it has another form.
  std::string values(size_t at, size_t end) const {
    std::string items;
    auto add = [&](const std::string &value, const std::string &column) {
      items += fmt::format("{}{} AS {}", items.empty() ? "" : ", ", value,
                           sqlIdentifier("set " + column));
    };
    while (at < end) {
      size_t stop = std::min(find(at, ","), end);
      if (t[at].isSymbol("(")) {
        if (!rowOfValues(at, stop, add))
          return {};
      } else if (at + 2 >= stop || !t[at].isName() || !t[at + 1].isSymbol("=")) {
        return {};
      } else {
        add(between(at + 2, stop), t[at].name());
      }
      at = stop + 1;
    }
    return items;
  }
  /// (a, b) = (e, f) or ROW (e, f), which is a = e, b = f. What a query gives stays a query.
  template <class Fn> bool rowOfValues(size_t at, size_t stop, Fn add) const {
    std::vector<std::string> columns = names(at);
    size_t row = behind(at) + 1;
    if (row >= stop || !t[row - 1].isSymbol("="))
      return false;
    row += t[row].isWord("row");
    if (row + 1 >= stop || !t[row].isSymbol("(") || behind(row) != stop ||
        isWordOf(t[row + 1], {"select", "with", "values"}))
      return false;
    std::vector<std::string> list = parts(row + 1, stop - 1);
    if (list.size() != columns.size())
      return false;
    for (size_t i = 0; i < list.size(); ++i)
      add(list[i], columns[i]);
    return true;
  }

  /// UPDATE t SET a = e FROM u WHERE c: SELECT e AS "set a" FROM t, u WHERE c
  bool update() {
    size_t set = find(0, "set"), where = std::min(find(set, "where"), returning);
    size_t from = std::min(find(set, "from"), where);
    tables = between(1, set);
    std::string items = values(set + 1, from);
    if (from < where)
      tables += ", " + between(from + 1, where);
    out.push_back(fmt::format("SELECT {} FROM {} {}", items, tables, between(where, returning)));
    return set < t.size() && !items.empty();
  }

  /// DELETE FROM t USING u WHERE c: SELECT 'delete' AS "delete" FROM t, u WHERE c
  bool erase() {
    size_t where = std::min(find(0, "where"), returning);
    size_t others = std::min(find(0, "using"), where);
    tables = between(2, others);
    if (others < where)
      tables += ", " + between(others + 1, where);
    out.push_back(
        fmt::format("SELECT 'delete' AS \"delete\" FROM {} {}", tables, between(where, returning)));
    return t.size() > 2 && t[1].isWord("from");
  }

  /// INSERT INTO t (a, b) SELECT …, or VALUES, with the columns as a key of their own.
  bool insert() {
    if (t.size() < 5 || !t[1].isWord("into"))
      return false;
    size_t end = tableEnd(), columnsAt = end;
    if (end < t.size() && t[end].isWord("as"))
      columnsAt += 2;
    if (columnsAt >= t.size())
      return false;
    bool listed = t[columnsAt].isSymbol("(");
    size_t rows = listed ? behind(columnsAt) : columnsAt;
    std::string overriding;
    if (rows + 2 < t.size() && t[rows].isWord("overriding")) { // SYSTEM VALUE, USER VALUE
      overriding = t[rows + 1].isWord("system") ? " overriding system" : " overriding user";
      rows += 3;
    }
    if (rows + 1 >= t.size() || !isWordOf(t[rows], {"select", "values"}))
      return false;
    size_t conflict = find(rows, "conflict");
    size_t stop = std::min(conflict < t.size() ? conflict - 1 : conflict, returning);
    if (stop <= rows)
      return false;
    std::vector<std::string> columns = listed ? names(columnsAt) : firstColumns(rows, stop);
    if (columns.empty())
      return false;
    std::string head = sqlIdentifier(
        fmt::format("into {}({}){}", t[columnsAt - 1].name(), fmt::join(columns, ","), overriding),
        true);
    tables = between(2, columnsAt);
    if (t[rows].isWord("select"))
      out.push_back(fmt::format("SELECT {} AS head UNION ALL {}", head, between(rows, stop)));
    else if (!insertValues(head, rows + 1, stop))
      return false;
    return conflict == t.size() || onConflict(conflict + 1);
  }

  /// As many columns of the table as the rows at \p rows have values.
  std::vector<std::string> firstColumns(size_t rows, size_t stop) const {
    size_t count = 0;
    if (t[rows].isWord("values"))
      count = parts(rows + 2, behind(rows + 1) - 1).size();
    else if (size_t last = std::min(find(rows, "from"), stop);
             std::ranges::none_of(t.begin() + ptrdiff_t(rows), t.begin() + ptrdiff_t(last),
                                  [](const SqlToken &x) { return x.isSymbol("*"); }))
      count = parts(rows + 1, last).size();
    std::vector<std::string> columns;
    for (const Table &table : schema.tables())
      if (table.name.name.str() == t[tableEnd() - 1].name() && columns.empty())
        for (const Column &c : table.columns)
          if (columns.size() < count)
            columns.push_back(c.name.string());
    return columns.size() == count ? columns : std::vector<std::string>();
  }

  /// (1, 'a'), (2, 'b')
  bool insertValues(const std::string &head, size_t at, size_t end) {
    std::string query;
    while (at < end) {
      size_t next = behind(at);
      if (!t[at].isSymbol("(") || next > end || (next < end && !t[next].isSymbol(",")))
        return false;
      query += fmt::format("{}SELECT {} AS head, {}", query.empty() ? "" : " UNION ALL ", head,
                           between(at + 1, next - 1));
      at = next + 1;
    }
    out.push_back(query);
    return !query.empty();
  }

  /// (a, b) WHERE c DO UPDATE SET a = e WHERE d: the target as a query over the table, and what is
  /// set as one over the table and `excluded`, which has the same columns.
  bool onConflict(size_t at) {
    size_t action = find(at, "do");
    if (action + 1 >= t.size())
      return false;
    if (t[at].isSymbol("(")) {
      size_t close = behind(at);
      out.push_back(fmt::format("SELECT {} FROM {} {}", between(at + 1, close - 1), tables,
                                between(close, action)));
    } else { // ON CONSTRAINT name, or any
      out.push_back(
          fmt::format("SELECT 1 AS {}", sqlIdentifier("by " + between(at, action), true)));
    }
    if (t[action + 1].isWord("nothing")) {
      out.push_back("SELECT 1 AS nothing");
      return true;
    }
    size_t set = find(action, "set"), where = std::min(find(action, "where"), returning);
    std::string items = values(set + 1, where);
    std::string table = between(2, tableEnd());
    out.push_back(fmt::format("SELECT {} FROM {}, {} AS excluded {}", items, tables, table,
                              between(where, returning)));
    return !items.empty();
  }
  /// Behind the name of the table of an INSERT, before its alias and its columns.
  size_t tableEnd() const {
    size_t end = 3;
    while (end + 1 < t.size() && t[end].isSymbol("."))
      end += 2;
    return end;
  }

  const std::string &text;
  const Schema &schema;
  Tokens t;
  size_t returning;
  std::string tables; ///< as they stand behind FROM
  Queries out;
};

} // namespace

std::optional<Queries> bodyQueries(const std::string &statement, const Schema &schema) {
  return Statement(statement, schema).queries();
}

} // namespace schemac
