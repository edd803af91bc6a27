//===- FactsIndex.cpp - Whether a name is that of a certain index ---------===//
//
// Where one index takes over the name of another, that the name is there says nothing: only what
// the index is like tells how far a script has come.
//
//===----------------------------------------------------------------------===//
#include "Definitions.h"
#include "Facts.h"
#include "schemac/IR/ColumnUses.h"
#include <algorithm>

namespace schemac::emitpg {

/// Over columns, with nothing else said of them: the catalog has all of such an index as values
/// that every version spells the same.
static bool isPlain(const Index &index, const Table &table) {
  return !index.where && index.include.empty() && index.parameters.empty() && !index.tablespace &&
         !index.nullsNotDistinct && !index.invalid && !index.partOf &&
         std::ranges::all_of(index.elems, [&](const IndexElem &e) {
           IndexElem plain;
           plain.column = e.column;
           const Column *column = e.column ? table.column(e.column) : nullptr;
           return column && !column->collation() && e == plain;
         });
}

/// Of the index `i`: the method and all that stands behind it, as the server words it, with the
/// collations that it does not name, as they are those of the columns.
static constexpr std::string_view Wording =
    "substr(pg_get_indexdef(i.indexrelid), strpos(pg_get_indexdef(i.indexrelid), ' USING ')) || "
    "i.indcollation::text";

/// As a table declares them.
static std::string columnsOf(const Spelling &s, const Table &table) {
  std::string columns;
  for (const Column &c : table.columns)
    columns +=
        fmt::format("{}{} {}{}", columns.empty() ? "" : ", ", s.quote(c.name), s.typeName(c.type),
                    c.collation() ? " COLLATE " + s.outside(c.collation()) : "");
  return columns;
}

/// How the server words \p index, in the setting \p name, and nothing where it cannot be made: a
/// type has gone or is to come. Only the server knows what it makes of an expression. So it makes
/// one like it on an empty table of this session, and takes both back at once.
static std::string askForWording(const Spelling &s, const Table &table, const Index &index,
                                 std::string_view name) {
  std::string copy = s.quote(table.name.name);
  std::string make = indexDef(s, table.name, index, false);
  std::string on = " ON " + s.quote(table.name);
  make.replace(make.find(on), on.size(), " ON pg_temp." + copy);
  return "DO " + dollarQuote(fmt::format(
                     R"(DECLARE
  wording text := '';
BEGIN
  BEGIN
    CREATE TEMP TABLE {0} ({1});
    {2};
    SELECT {3} INTO wording
    FROM pg_index i WHERE i.indexrelid = {4}::regclass;
    RAISE SQLSTATE 'SC000';
  EXCEPTION
    WHEN undefined_table OR undefined_column OR undefined_object OR undefined_function
      OR insufficient_privilege OR SQLSTATE 'SC000' THEN NULL;
  END;
  PERFORM set_config({5}, wording, false);
END)",
                     copy, columnsOf(s, table), make, Wording,
                     s.text("pg_temp." + s.quote(index.name)), s.text(name)));
}

/// Whether the index, as `c`, is in its tablespace, which no wording says. That of the database has
/// no number there.
static std::string placeOf(const Spelling &s, const Index &index) {
  if (!index.tablespace)
    return "c.reltablespace = 0";
  return fmt::format("coalesce(nullif(c.reltablespace, 0), (SELECT dattablespace FROM pg_database "
                     "WHERE datname = current_database())) = (SELECT oid FROM pg_tablespace WHERE "
                     "spcname = {})",
                     s.text(index.tablespace.str()));
}

/// Of an index of any kind.
static Probe wordedFact(const Spelling &s, const SubRef &path, Index index, const Table &table) {
  index.name = path.sub; // of all that has the name, asked for once
  std::string name = s.literal(QName{path.table.ns, path.sub});
  std::string made = indexDef(s, path.table, index, false);
  uint64_t hash = 14695981039346656037u; // FNV-1a
  for (char c : made + columnsOf(s, table))
    hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
  std::string setting = fmt::format("schemac.index_{:016x}", hash);
  Probe fact{
      fmt::format("index {} of {}: {}", name, s.quote(path.table), made),
      true,
      fmt::format(
          "EXISTS (SELECT FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE "
          "i.indexrelid = to_regclass({}) AND i.indrelid = to_regclass({}) AND i.indisvalid AND "
          "i.indisunique = {} AND {} AND {} = current_setting({}))",
          name, s.literal(path.table), index.unique, placeOf(s, index), Wording, s.text(setting)),
      {}};
  for (const Column &c : table.columns)
    if (usesColumn(index, c.name, table.name.name))
      fact.owners.push_back(columnFact(s, {path.table, c.name}).object);
  fact.existence = false;
  fact.subject = relationFact(s, {path.table.ns, path.sub}).object;
  fact.prepare = askForWording(s, table, index, setting);
  return fact;
}

Probe indexShapeFact(const Spelling &s, const SubRef &path, const Index &index,
                     const Table &table) {
  if (!isPlain(index, table))
    return wordedFact(s, path, index, table);
  std::string columns;
  std::vector<std::string> owners;
  for (const IndexElem &e : index.elems) {
    columns += (columns.empty() ? "" : ", ") + s.text(e.column.str());
    owners.push_back(columnFact(s, {path.table, e.column}).object);
  }
  std::string name = s.literal(QName{path.table.ns, path.sub});
  std::string_view method = index.method ? index.method.str() : "btree";
  std::string sql = fmt::format(
      "EXISTS (SELECT FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am m ON "
      "m.oid = c.relam "
      "WHERE i.indexrelid = to_regclass({0}) AND i.indrelid = to_regclass({1}) AND i.indisvalid "
      "AND i.indisunique = {2} AND m.amname = {3} AND i.indpred IS NULL AND c.reloptions IS NULL "
      "AND c.reltablespace = 0 AND i.indnatts = i.indnkeyatts AND cardinality(ARRAY[{4}]) = "
      "i.indnatts "
      "AND ARRAY[{4}] = ARRAY("
      "SELECT a.attname::text "
      "FROM unnest(i.indkey::int2[], i.indoption::int2[], i.indclass::oid[], "
      "i.indcollation::oid[]) "
      "WITH ORDINALITY AS k (num, opt, class, collation_, nth) "
      "JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.num "
      "JOIN pg_opclass o ON o.oid = k.class "
      "WHERE k.opt = 0 AND o.opcdefault AND k.collation_ = (SELECT typcollation FROM pg_type WHERE "
      "oid = a.atttypid) "
      "ORDER BY k.nth))",
      name, s.literal(path.table), index.unique, s.text(method), columns);
  // Since version 15; the word is no part of an index that is plain.
  if (index.unique)
    sql += fmt::format(" AND NOT EXISTS (SELECT FROM pg_index i WHERE i.indexrelid = "
                       "to_regclass({}) AND (to_jsonb(i) ->> 'indnullsnotdistinct')::boolean)",
                       name);
  Probe fact{fmt::format("index {} of {}: {} {} ({})", name, s.quote(path.table), method,
                         index.unique ? "unique" : "plain", columns),
             true, std::move(sql), std::move(owners)};
  fact.existence = false;
  fact.subject = relationFact(s, {path.table.ns, path.sub}).object;
  return fact;
}

} // namespace schemac::emitpg
