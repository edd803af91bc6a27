//===- ReadTroubles.cpp - What is wrong with a database as it is ----------===//
//
// Nothing of a schema: a partition that is half detached, a sequence that runs out.
//
//===----------------------------------------------------------------------===//
#include "Queries.h"
#include "Reader.h"
#include "schemac/Database/Diags.h"
#include <fmt/format.h>

namespace schemac::database {

namespace queries {

/// Reading where a sequence is locks it weakly until the end of the transaction, and a server has
/// room for some thousand locks in all. So those are asked that can run out, which 64 bits cannot,
/// and of them those of the largest tables. Unlogged ones cannot be read on a standby.
Troubles troublesIn(int version) {
  std::string pending = version < 14 ? "" : R"(
SELECT 'd', c.nspname, c.relname, w.nspname, w.relname, NULL::bigint, NULL::bigint
FROM pg_inherits h JOIN rel c ON c.oid = h.inhrelid JOIN rel w ON w.oid = h.inhparent WHERE h.inhdetachpending
UNION ALL)";
  // What is looked up for each sequence must have one way only, by an index, also for a server that
  // has not analyzed its catalogs yet: ten thousand sequences took a minute. Relations that are
  // materialized have no index; a join may begin at its wrong end; and refclassid alone, which
  // follows from refobjsubid, is half of an index that finds every dependency on any relation.
  std::string with = R"(, rel AS NOT MATERIALIZED (
  SELECT c.oid, c.relname, c.relkind, c.relpersistence, c.reltuples, s.nspname
  FROM pg_class c JOIN space s ON s.oid = c.relnamespace
  WHERE c.oid NOT IN (SELECT objid FROM brought WHERE classid = 'pg_class'::regclass)),
counting AS MATERIALIZED (
  SELECT c.oid, c.relkind, c.nspname, c.relname, t.nspname AS tablens, t.relname AS tablename, t.reltuples,
         least(q.seqmax, CASE a.atttypid WHEN 'int2'::regtype THEN 32767 WHEN 'int4'::regtype THEN 2147483647 ELSE q.seqmax END) AS most
  FROM rel c JOIN pg_sequence q ON q.seqrelid = c.oid
  LEFT JOIN pg_depend own ON own.classid = 'pg_class'::regclass AND own.objid = c.oid
    AND own.deptype IN ('a', 'i') AND own.refobjsubid > 0
    AND (own.deptype = 'i' OR EXISTS (SELECT FROM pg_depend u WHERE u.classid = 'pg_attrdef'::regclass
      AND u.objid = (SELECT d.oid FROM pg_attrdef d WHERE d.adrelid = own.refobjid AND d.adnum = own.refobjsubid)
      AND u.refclassid = 'pg_class'::regclass AND u.refobjid = c.oid))
  LEFT JOIN rel t ON t.oid = own.refobjid
  LEFT JOIN pg_attribute a ON a.attrelid = own.refobjid AND a.attnum = own.refobjsubid
  WHERE c.relkind = 'S' AND q.seqincrement > 0 AND NOT q.seqcycle AND c.relpersistence = 'p'),
asked AS MATERIALIZED (
  SELECT * FROM counting WHERE most < 1000000000000000
    AND CASE WHEN relkind = 'S' THEN has_sequence_privilege(oid, 'SELECT, USAGE') END
  ORDER BY reltuples DESC NULLS LAST, oid LIMIT 500),
reached AS MATERIALIZED (SELECT *, pg_sequence_last_value(oid) AS last FROM asked)
)";
  return {with, pending + R"(
SELECT 's', nspname, relname, tablens, tablename, last, most FROM reached WHERE last > 0.75 * most)"};
}

} // namespace queries

void Reader::readTrouble(const Rows &rows, int i) {
  enum { Kind, Ns, Called, OtherNs, Other, Last, Most };
  std::string called = qname(rows.text(i, Ns), rows.text(i, Called)).str();
  std::string other =
      rows.isNull(i, Other) ? "" : qname(rows.text(i, OtherNs), rows.text(i, Other)).str();
  if (rows.letter(i, Kind) == 'd')
    diags.report({}, diag::warn_db_pending_detach, called, other)
        .note("its rows are in neither table. When the statement does not run any more: ALTER "
              "TABLE ... DETACH PARTITION ... FINALIZE, and attach it again when it is to stay");
  else
    diags.report({}, diag::warn_db_sequence_near_end, called, rows.number(i, Last),
                 rows.number(i, Most),
                 other.empty() ? "nextval()" : fmt::format("every insert into '{}'", other));
}

} // namespace schemac::database
