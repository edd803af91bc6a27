//===- RowTargets.cpp - Whether what rows go into is there ----------------===//
//
// A server refuses INSERT, UPDATE, DELETE, MERGE, TRUNCATE and COPY for a table or a column that
// is not there. So is it said here, where all that could have made it is known.
//
//===----------------------------------------------------------------------===//
#include "Reader.h"
#include "schemac/Dialect/Postgres/ToolTables.h"

namespace schemac::sql {

/// Whether a relation that no statement makes may be there all the same: a tool or an extension
/// makes it, or it is in a schema that somebody else fills.
bool Reader::mayBeElsewhere(QName n) const {
  if (postgres::isToolTable(n.name.str()) || (n.ns && !state.namespaces().find({Name(), n.ns})))
    return true;
  for (const Extension &e : state.extensions())
    if (!postgres::hasNoTables(e.name.name.str()) && (n.ns || !e.schema))
      return true;
  return false;
}

/// Whether rows are of a relation that is not there, which is reported.
bool Reader::isMissing(const PgQuery__RangeVar &r) {
  QName n = relation(r);
  if (!options.rowsToo || isRelation(n) || !outsideRelation(r).empty() || mayBeElsewhere(n) ||
      out.unknown.maker(n).isValid())
    return false;
  if (options.assumeMissing) {
    out.tookForGranted.push_back({n, whole()});
    return false;
  }
  missing("relation", n.str(), nameAt(r.location));
  return true;
}

/// Whether rows are set in a column that a table has not, which is reported.
bool Reader::lacksColumn(QName table, std::string_view column, int32_t location) {
  const Table *t = table ? state.table(table) : nullptr;
  if (!options.rowsToo || !t || t->column(name(column)) || isAssumed(table) ||
      out.unknown.maker(table).isValid())
    return false;
  size_t at = tokenAt(location);
  while (at < tokens.size() && !(tokens[at].isName() && tokens[at].name() == column))
    ++at;
  missing("column", SubRef{table, name(column)}.str(),
          at < tokens.size() ? tokenRange(at) : whole());
  return true;
}

} // namespace schemac::sql
