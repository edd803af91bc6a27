//===- Sql.cpp - Small pieces of SQL for recipes --------------------------===//
#include "Transforms/Sql.h"
#include "schemac/IR/OutsideNames.h"
#include "schemac/IR/Partitions.h"
#include <algorithm>
#include <fmt/format.h>

namespace schemac::sql {

/// Enough for a person to see what is wrong.
static constexpr int SampleRows = 20;

static std::string enclose(std::string_view text, char mark) {
  std::string out(1, mark);
  for (char c : text) {
    out += c;
    if (c == mark)
      out += c;
  }
  return out + mark;
}

std::string quote(Name identifier) { return enclose(identifier.str(), '"'); }
std::string quote(QName name) {
  return name.ns ? quote(name.ns) + "." + quote(name.name) : quote(name.name);
}
std::string literal(std::string_view text) { return enclose(text, '\''); }

template <class Fn>
static std::string join(const std::vector<Name> &columns, std::string_view between, Fn each) {
  std::string out;
  for (Name c : columns)
    out += (out.empty() ? "" : std::string(between)) + each(c);
  return out;
}

static std::string qualified(std::string_view qualifier, Name column) {
  return qualifier.empty() ? quote(column) : fmt::format("{}.{}", qualifier, quote(column));
}

std::string list(const std::vector<Name> &columns, std::string_view qualifier) {
  return join(columns, ", ", [&](Name c) { return qualified(qualifier, c); });
}

std::string allGiven(const std::vector<Name> &columns, std::string_view qualifier) {
  return join(columns, " AND ", [&](Name c) { return qualified(qualifier, c) + " IS NOT NULL"; });
}

std::string differs(Name column, Type type, std::string_view spelling, std::string_view value,
                    bool collated) {
  std::string_view exactly = collated && !type.is(TypeKind::Array) ? "::text COLLATE \"C\""
                             : hasEquality(type)                   ? ""
                                                                   : "::text";
  std::string cast = fmt::format("::{}{}", spelling, exactly);
  // A text as it is: where the extension lies no path may lead.
  if (type.is(TypeKind::CiText) && !exactly.empty())
    cast = exactly;
  return fmt::format("{}{} IS DISTINCT FROM ({}){}", quote(column), exactly, value, cast);
}

/// Where a row lies, for want of a key that tells it from others that look alike. With it goes the
/// table, as rows of partitions and heirs are read, too.
static std::string place(std::string_view qualifier) {
  std::string dot = qualifier.empty() ? "" : std::string(qualifier) + ".";
  return fmt::format("{0}tableoid::regclass AS \"table\", {0}ctid AS "
                     "\"ctid (changes when the row is updated)\"",
                     dot);
}

std::string selectWhere(const Table &table, std::string_view condition,
                        const std::vector<Name> &show) {
  std::vector<Name> columns;
  if (const Constraint *pk = table.primaryKey())
    columns = pk->columns;
  std::string before = columns.empty() ? place({}) : "";
  for (Name n : show)
    if (std::ranges::find(columns, n) == columns.end())
      columns.push_back(n);
  return fmt::format("SELECT {}{}{} FROM {} WHERE {} LIMIT {}", before,
                     before.empty() || columns.empty() ? "" : ", ", list(columns),
                     quote(table.name), condition, SampleRows);
}

std::string selectNulls(const Table &table, Name column) {
  return selectWhere(table, quote(column) + " IS NULL", {column});
}

std::string selectDuplicates(QName table, const Index &unique) {
  std::string keys, where = unique.where ? "(" + unique.where.string() + ")" : "";
  for (const IndexElem &e : unique.elems) {
    std::string key = e.column ? quote(e.column) : "(" + e.expr.string() + ")";
    if (!unique.nullsNotDistinct) // rows with a NULL equal no other
      where += (where.empty() ? "" : " AND ") + key + " IS NOT NULL";
    if (e.collation) // what is equal depends on it
      key += " COLLATE " + quoteOutsideName(e.collation.str());
    keys += (keys.empty() ? "" : ", ") + key;
  }
  return fmt::format("SELECT {}, count(*) FROM {}{}{} GROUP BY {} HAVING count(*) > 1 LIMIT {}",
                     keys, quote(table), where.empty() ? "" : " WHERE ", where, keys, SampleRows);
}

std::string selectOrphans(QName child, const Constraint &fk, const std::vector<Name> &show) {
  std::vector<Name> columns = show;
  for (Name n : fk.columns)
    if (std::ranges::find(columns, n) == columns.end())
      columns.push_back(n);
  std::string match;
  for (size_t i = 0; i < fk.columns.size(); ++i)
    match += fmt::format("{}p.{} = c.{}", i ? " AND " : "", quote(fk.refColumns[i]),
                         quote(fk.columns[i]));
  // With MATCH FULL a row that has some of the values and not all is refused as well.
  std::string given = allGiven(fk.columns, "c");
  if (fk.matchFull && fk.columns.size() > 1) {
    given.clear();
    for (Name n : fk.columns)
      given += fmt::format("{}c.{} IS NOT NULL", given.empty() ? "(" : " OR ", quote(n));
    given += ")";
  }
  return fmt::format("SELECT {}{} FROM {} c WHERE {} AND NOT EXISTS (SELECT 1 FROM {} p WHERE {}) "
                     "LIMIT {}",
                     show.empty() ? place("c") + ", " : "", list(columns, "c"), quote(child), given,
                     quote(fk.refTable), match, SampleRows);
}

Index keyIndex(Name name, const Constraint &key) {
  Index index = indexOfKey(key);
  index.name = name;
  return index;
}

} // namespace schemac::sql
