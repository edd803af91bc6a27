//===- RowTargets.cpp - Whether what rows go into is there ----------------===//
//
// A server refuses INSERT, UPDATE, DELETE, MERGE, TRUNCATE and COPY for a table or a column that
// is not there, queries of one, and LOCK, VACUUM, ANALYZE, CLUSTER and REINDEX for what they name.
// So is it said here, where all that could have made it is known.
//
//===----------------------------------------------------------------------===//
#include "Reader.h"
#include "schemac/Dialect/Postgres/ToolTables.h"
#include <algorithm>
#include <set>

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

/// Whether a relation is certainly not there.
bool Reader::isAbsent(const PgQuery__RangeVar &r) {
  QName n = relation(r);
  return !isRelation(n) && outsideRelation(r).empty() && !mayBeElsewhere(n) &&
         !out.unknown.maker(n).isValid();
}

/// Whether rows are of a relation that is not there, which is reported.
bool Reader::isMissing(const PgQuery__RangeVar &r) {
  if (!options.rowsToo || !isAbsent(r))
    return false;
  QName n = relation(r);
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
  const View *view = table && !t ? state.views().find(table) : nullptr;
  if (!options.rowsToo || (!t && !view) ||
      (t && (t->column(name(column)) || partitionHas(*t, name(column)))) || isAssumed(table) ||
      out.unknown.maker(table).isValid())
    return false;
  if (view) {
    auto shown = columnsOfRelation(table);
    if (!shown || std::ranges::find(*shown, name(column), &Column::name) != shown->end())
      return false;
  }
  missing("column", SubRef{table, name(column)}.str(), columnPlace(column, tokenAt(location)));
  return true;
}

/// The same of a column that a statement on rows names anywhere. What stands in a block may name a
/// variable of it.
bool Reader::lacksColumns(const ProtobufCMessage &statement) {
  if (isWithin || options.assumeMissing) // a table that is made IF NOT EXISTS may have others
    return false;
  std::optional<UnknownColumn> column = unknownColumn(state, statement, sureRelations());
  if (!column)
    return false;
  size_t from = tokenAt(static_cast<int64_t>(column->begin));
  missing("column", column->text, columnPlace(column->text, from));
  return true;
}

/// Calls \p found with every relation that a statement on rows names, to be read or written
/// wherever in it, but for those that it makes itself and temporary ones.
void Reader::forEachRelation(const ProtobufCMessage &statement,
                             const std::function<void(const PgQuery__RangeVar &)> &found) {
  std::set<std::string_view> own; // WITH queries, and what FOR UPDATE OF calls by its alias
  bool makesTable = false;
  forEachMessage(&statement, [&](const ProtobufCMessage &m) {
    if (m.descriptor == &pg_query__common_table_expr__descriptor)
      own.insert(stringOf(reinterpret_cast<const PgQuery__CommonTableExpr &>(m).ctename));
    makesTable |= m.descriptor == &pg_query__into_clause__descriptor;
    if (m.descriptor == &pg_query__locking_clause__descriptor) {
      const auto &locking = reinterpret_cast<const PgQuery__LockingClause &>(m);
      for (const Node *n : items(locking.n_locked_rels, locking.locked_rels))
        if (auto *r = as<PgQuery__RangeVar>(n))
          own.insert(stringOf(r->relname));
    }
  });
  if (makesTable)
    return;
  forEach<PgQuery__RangeVar>(
      &statement, pg_query__range_var__descriptor, [&](const PgQuery__RangeVar &r) {
        bool isOwn = stringOf(r.schemaname).empty() && own.contains(stringOf(r.relname));
        if (!isOwn && !isTemporary(r))
          found(r);
      });
}

/// Whether a statement on rows names a relation or a column that is not there, which is reported.
bool Reader::readsMissing(const ProtobufCMessage &statement) {
  if (!options.rowsToo)
    return false;
  bool isLacking = false;
  forEachRelation(statement,
                  [&](const PgQuery__RangeVar &r) { isLacking = isLacking || isMissing(r); });
  return isLacking || lacksColumns(statement);
}

/// Whether REINDEX is of an index that is not there, which is reported. Of the indexes that
/// partitions have from their parents no state holds the names; of tables that are taken for
/// granted nobody knows the indexes.
bool Reader::lacksIndex(const PgQuery__RangeVar &r) {
  if (options.assumeMissing)
    return false;
  for (const Table &t : state.tables())
    if (t.partitionBy)
      return false;
  return isMissing(r);
}

/// Whether all that LOCK, VACUUM, ANALYZE, CLUSTER or REINDEX names is there; what is not is
/// reported.
bool Reader::findsTargets(const Node *utility) {
  auto lacks = [&](const PgQuery__RangeVar *r) { return r && !isTemporary(*r) && isMissing(*r); };
  if (auto *lock = as<PgQuery__LockStmt>(utility))
    return std::ranges::none_of(items(lock->n_relations, lock->relations),
                                [&](const Node *n) { return lacks(as<PgQuery__RangeVar>(n)); });
  if (auto *vacuum = as<PgQuery__VacuumStmt>(utility))
    return std::ranges::none_of(items(vacuum->n_rels, vacuum->rels), [&](const Node *n) {
      auto *v = as<PgQuery__VacuumRelation>(n);
      if (!v || !v->relation || isTemporary(*v->relation))
        return false;
      return isMissing(*v->relation) ||
             std::ranges::any_of(items(v->n_va_cols, v->va_cols), [&](const Node *column) {
               return lacksColumn(relation(*v->relation), stringOf(column), v->relation->location);
             });
    });
  if (auto *cluster = as<PgQuery__ClusterStmt>(utility))
    return !lacks(cluster->relation);
  auto *reindex = as<PgQuery__ReindexStmt>(utility);
  if (!reindex || !reindex->relation)
    return true;
  bool isIndex = reindex->kind == PG_QUERY__REINDEX_OBJECT_TYPE__REINDEX_OBJECT_INDEX;
  return isIndex ? !lacksIndex(*reindex->relation) : !lacks(reindex->relation);
}

} // namespace schemac::sql
