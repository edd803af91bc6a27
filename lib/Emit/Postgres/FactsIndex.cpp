//===- FactsIndex.cpp - Whether a name is that of a certain index ---------===//
//
// Where one index takes over the name of another, that the name is there says nothing: only what
// the index is like tells how far a script has come.
//
//===----------------------------------------------------------------------===//
#include "Facts.h"
#include <algorithm>

namespace schemac::emitpg {

/// Over columns, with nothing else said of them: the catalog has all of such an index as values
/// that every version spells the same.
static bool isPlain(const Index &index) {
  return !index.where && index.include.empty() && index.parameters.empty() && !index.tablespace &&
         !index.nullsNotDistinct && !index.invalid && !index.partOf &&
         std::ranges::all_of(index.elems, [](const IndexElem &e) {
           IndexElem plain;
           plain.column = e.column;
           return e.column && e == plain;
         });
}

std::optional<Probe> indexShapeFact(const Spelling &s, const SubRef &path, const Index &index) {
  if (!isPlain(index))
    return std::nullopt;
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
      "WHERE k.opt = 0 AND o.opcdefault AND k.collation_ = a.attcollation "
      "ORDER BY k.nth))",
      name, s.literal(path.table), index.unique, s.text(method), columns);
  Probe fact{fmt::format("index {} of {}: {} {} ({})", name, s.quote(path.table), method,
                         index.unique ? "unique" : "plain", columns),
             true, std::move(sql), std::move(owners)};
  fact.existence = false;
  fact.subject = relationFact(s, {path.table.ns, path.sub}).object;
  return fact;
}

} // namespace schemac::emitpg
