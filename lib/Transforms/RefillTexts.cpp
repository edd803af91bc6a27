//===- RefillTexts.cpp - What keeps a copy of a table in step, as SQL -----===//
//
// Whoever writes a row holds its lock until the copy is written, too, and who copies rows locks
// them: so a row and its copy are written by one transaction at a time, and what was copied before
// is found. A transaction with one snapshot for all of its statements does not see a copy that was
// made since. An upsert fails on such a one (40001), as its own rules demand; a DELETE would pass
// over it, and the row would be there again. So where it finds nothing it makes the copy, which
// fails likewise, and deletes that.
//
//===----------------------------------------------------------------------===//
#include "Transforms/RefillTexts.h"
#include "Transforms/MovedColumns.h"
#include "Transforms/Sql.h"
#include <algorithm>
#include <fmt/format.h>

namespace schemac {

using sql::quote;

std::string RefillTexts::full(QName n) const {
  return n.ns ? quote(n) : fmt::format("\"{}\".{}", defaultNamespace, quote(n.name));
}

/// What can be written.
static std::vector<Name> values(const Table &t) {
  std::vector<Name> out;
  for (const Column &c : t.columns)
    if (c.generation != Generation::Stored && c.generation != Generation::Virtual)
      out.push_back(c.name);
  return out;
}

static const std::vector<Name> &key(const Table &t) { return t.primaryKey()->columns; }

/// "a.x = b.x AND ..." of the key.
static std::string sameKey(const Table &t, std::string_view a, std::string_view b) {
  std::string out;
  for (Name n : key(t))
    out += fmt::format("{}{} = {}", out.empty() ? "" : " AND ", ofRow(a, n), ofRow(b, n));
  return out;
}

/// Exactly: a value that is only equal may be written differently.
static std::string differ(const Table &t, const std::vector<Name> &columns, std::string_view a,
                          std::string_view b) {
  std::string out;
  for (Name n : columns)
    out += fmt::format("{}{}", out.empty() ? "" : " OR ",
                       distinctValues(*t.column(n), ofRow(a, n), ofRow(b, n)));
  return out;
}

/// "SELECT ..." of the row that a trigger has, where there is room for it.
static std::string rowOf(const Table &t, std::string_view row, const std::string &room) {
  if (room == "true")
    return "SELECT " + sql::list(values(t), row);
  std::string named;
  for (const Column &c : t.columns) // a condition is on the names alone
    named +=
        fmt::format("{}{} AS {}", named.empty() ? "" : ", ", ofRow(row, c.name), quote(c.name));
  return fmt::format("SELECT {} FROM (SELECT {}) AS written WHERE {}",
                     sql::list(values(t), "written"), named, room);
}

std::string RefillTexts::written(QName into) const {
  std::string set;
  for (Name n : values(columns))
    if (std::ranges::find(key(columns), n) == key(columns).end())
      set += fmt::format("{}{} = EXCLUDED.{}", set.empty() ? "" : ", ", quote(n), quote(n));
  std::string upsert = set.empty() ? std::string("NOTHING") : "UPDATE SET " + set;
  return fmt::format(
      R"(#variable_conflict use_column
BEGIN
  IF TG_OP = 'DELETE' OR (TG_OP = 'UPDATE' AND ({moved})) THEN
    DELETE FROM {into} AS held WHERE {same};
    IF NOT FOUND AND current_setting('transaction_isolation') IN ('repeatable read', 'serializable') THEN
      BEGIN
        INSERT INTO {into} ({list})
        {old}
        ON CONFLICT ({key}) DO NOTHING;
        DELETE FROM {into} AS held WHERE {same};
      EXCEPTION WHEN foreign_key_violation THEN
        NULL; -- what it referred to has gone before, and looks for copies by itself
      END;
    END IF;
  END IF;
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO {into} ({list})
    {now}
    ON CONFLICT ({key}) DO {upsert};
  END IF;
  RETURN NULL;
END)",
      fmt::arg("into", full(into)), fmt::arg("same", sameKey(columns, "held", "OLD")),
      fmt::arg("moved", differ(columns, key(columns), "OLD", "NEW")),
      fmt::arg("list", sql::list(values(columns))), fmt::arg("key", sql::list(key(columns))),
      fmt::arg("old", rowOf(columns, "OLD", room)), fmt::arg("now", rowOf(columns, "NEW", room)),
      fmt::arg("upsert", upsert));
}

std::string RefillTexts::emptied(QName into) const {
  return fmt::format("BEGIN\n  TRUNCATE {};\n  RETURN NULL;\nEND", full(into));
}

std::string RefillTexts::withoutRoom(QName table) const {
  return fmt::format("SELECT {} FROM {} WHERE ({}) IS NOT TRUE LIMIT 20", sql::list(key(columns)),
                     quote(table), room);
}

std::string RefillTexts::differences(QName table, QName copy) const {
  std::string shown;
  for (Name n : key(columns))
    shown += fmt::format("coalesce({}, {}) AS {}, ", ofRow("kept", n), ofRow("held", n), quote(n));
  Name first = key(columns).front();
  return fmt::format(
      "SELECT {}kept.{} IS NULL AS lacking_here, held.{} IS NULL AS lacking_there FROM (SELECT * "
      "FROM {}{}) AS kept FULL JOIN {} AS held ON {} WHERE kept.{} IS NULL OR held.{} IS NULL OR "
      "{} "
      "LIMIT 20",
      shown, quote(first), quote(first), quote(table), room == "true" ? "" : " WHERE " + room,
      quote(copy), sameKey(columns, "kept", "held"), quote(first), quote(first),
      differ(columns, values(columns), "kept", "held"));
}

} // namespace schemac
