//===- Queries.cpp - What a server is asked -------------------------------===//
#include "Queries.h"
#include <fmt/core.h>

namespace schemac::database::queries {

/// The namespaces that are somebody's, and what belongs to an extension.
static constexpr const char *With = R"(WITH brought AS MATERIALIZED (
  SELECT classid, objid FROM pg_depend WHERE deptype = 'e'),
space AS (
  SELECT oid, nspname, nspowner FROM pg_namespace
  WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
    AND oid NOT IN (SELECT objid FROM brought WHERE classid = 'pg_namespace'::regclass)),
rel AS (
  SELECT c.*, s.nspname FROM pg_class c JOIN space s ON s.oid = c.relnamespace
  WHERE c.oid NOT IN (SELECT objid FROM brought WHERE classid = 'pg_class'::regclass)
    AND c.relpersistence <> 't')
)";

static std::string with(std::string query) { return With + std::move(query); }

/// The name of an object as outsideName() says it.
static std::string outside(const char *ns, const char *name) {
  return fmt::format(R"((SELECT CASE WHEN held.nspname IN ('pg_catalog', 'public') THEN {1} ELSE
         '"' || replace(held.nspname, '"', '""') || '"."' || replace({1}, '"', '""') || '"' END
         FROM pg_namespace held WHERE held.oid = {0}))",
                     ns, name);
}

static std::string collation(const char *oid) {
  return fmt::format("(SELECT {} FROM pg_collation l WHERE l.oid = {})",
                     outside("l.collnamespace", "l.collname"), oid);
}

std::string objects(int version) {
  const char *multirange =
      version >= 14 ? "(SELECT m.typname FROM pg_type m WHERE m.oid = g.rngmultitypid)" : "NULL";
  // kind, oid, namespace, name, owner, order, then what the kind has.
  return with(fmt::format(R"(, typ AS (
  SELECT t.*, s.nspname FROM pg_type t JOIN space s ON s.oid = t.typnamespace
  WHERE t.oid NOT IN (SELECT objid FROM brought WHERE classid = 'pg_type'::regclass))
SELECT 'b' AS kind, 0::oid AS oid, '' AS ns, '' AS name, pg_get_userbyid(datdba) AS owner, 0::float8 AS ord,
       NULL AS a, NULL AS b, NULL AS c, NULL AS d, NULL AS e, NULL AS f
FROM pg_database WHERE datname = current_database()
UNION ALL
SELECT 'n', oid, '', nspname, pg_get_userbyid(nspowner), 0, NULL, NULL, NULL, NULL, NULL, NULL
FROM space WHERE nspname <> 'public'
UNION ALL
SELECT 'x', e.oid, '', extname, NULL, 0, extversion, n.nspname, NULL, NULL, NULL, NULL
FROM pg_extension e JOIN pg_namespace n ON n.oid = extnamespace WHERE extname <> 'plpgsql'
UNION ALL
SELECT 'e', t.oid, nspname, typname, pg_get_userbyid(typowner), l.enumsortorder, l.enumlabel, NULL, NULL, NULL, NULL, NULL
FROM typ t LEFT JOIN pg_enum l ON l.enumtypid = t.oid WHERE typtype = 'e'
UNION ALL
SELECT 'd', t.oid, nspname, typname, pg_get_userbyid(typowner), 0, format_type(typbasetype, typtypmod), typbasetype::text,
       pg_get_expr(typdefaultbin, 0), CASE WHEN typnotnull THEN 't' END,
       CASE WHEN typcollation <> (SELECT b.typcollation FROM pg_type b WHERE b.oid = t.typbasetype) THEN {0} END, NULL
FROM typ t WHERE typtype = 'd'
UNION ALL
SELECT 'r', t.oid, nspname, typname, pg_get_userbyid(typowner), 0, format_type(rngsubtype, NULL), rngsubtype::text,
       (SELECT CASE WHEN NOT opcdefault THEN {1} END FROM pg_opclass o WHERE o.oid = rngsubopc),
       (SELECT {2} FROM pg_proc p WHERE p.oid = rngsubdiff), {3},
       CASE WHEN rngcollation <> (SELECT b.typcollation FROM pg_type b WHERE b.oid = rngsubtype) THEN {4} END
FROM typ t JOIN pg_range g ON g.rngtypid = t.oid WHERE typtype = 'r'
UNION ALL
SELECT 'c', t.oid, nspname, typname, pg_get_userbyid(typowner), 0, typrelid::text, NULL, NULL, NULL, NULL, NULL
FROM typ t WHERE typtype = 'c' AND EXISTS (SELECT FROM pg_class k WHERE k.oid = typrelid AND relkind = 'c')
UNION ALL
-- The rows of tables and views are types, too.
SELECT 'w', t.oid, nspname, typname, NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL
FROM typ t WHERE typtype = 'c' AND EXISTS (SELECT FROM pg_class k WHERE k.oid = typrelid AND relkind IN ('r', 'p', 'v', 'm'))
UNION ALL
-- The array types of all of them.
SELECT 'a', t.typarray, '', '', NULL, 0, t.oid::text, NULL, NULL, NULL, NULL, NULL
FROM typ t WHERE typarray <> 0 AND typtype IN ('e', 'd', 'r', 'c')
ORDER BY ns, name, oid, ord)",
                          collation("t.typcollation"), outside("opcnamespace", "opcname"),
                          outside("p.pronamespace", "p.proname"), multirange,
                          collation("g.rngcollation")));
}

/// A table's own size is what it is now, since a small one may be changed in a plain statement.
/// That of its TOAST table and its indexes is the last one counted: to look at all of their files
/// takes a server longer than all the rest.
std::string relations() {
  return with(R"(
SELECT c.oid, nspname, c.relname, c.relkind, pg_get_userbyid(c.relowner), c.relpersistence, c.reltuples, c.relpages,
       CASE WHEN c.relkind IN ('r', 'm') THEN pg_relation_size(c.oid) END,
       CASE WHEN c.relkind IN ('r', 'm') THEN pg_relation_size(c.oid) + CASE
         WHEN toast.relpages > 0 THEN toast.relpages::bigint * 8192 ELSE coalesce(pg_relation_size(toast.oid), 0) END END,
       CASE WHEN c.relkind IN ('r', 'm') THEN
         (SELECT coalesce(sum(CASE WHEN x.relpages > 0 THEN x.relpages::bigint * 8192 ELSE pg_relation_size(x.oid) END), 0)::bigint
          FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid WHERE i.indrelid = c.oid) END,
       c.reloptions, toast.reloptions, spc.spcname, c.relreplident, c.relrowsecurity, c.relforcerowsecurity,
       c.relispartition, pg_get_expr(c.relpartbound, c.oid), c.relispopulated,
       CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) END,
       parents.list, format_type(q.seqtypid, NULL), seqstart, seqincrement, seqmin, seqmax, seqcache, seqcycle,
       own.deptype, own.refobjid, own.refobjsubid, CASE WHEN c.reloftype <> 0 THEN format_type(c.reloftype, NULL) END,
       CASE WHEN c.relam <> 0 AND c.relkind <> 'S' THEN (SELECT amname FROM pg_am WHERE pg_am.oid = c.relam) END
FROM rel c
LEFT JOIN pg_class toast ON toast.oid = c.reltoastrelid AND c.relkind IN ('r', 'm')
LEFT JOIN pg_tablespace spc ON spc.oid = c.reltablespace
LEFT JOIN pg_sequence q ON q.seqrelid = c.oid
LEFT JOIN pg_depend own ON own.classid = 'pg_class'::regclass AND own.objid = c.oid AND c.relkind = 'S'
  AND own.refclassid = 'pg_class'::regclass AND own.deptype IN ('a', 'i') AND own.refobjsubid > 0
LEFT JOIN (SELECT inhrelid, array_agg(inhparent ORDER BY inhseqno) AS list FROM pg_inherits GROUP BY 1) parents
  ON parents.inhrelid = c.oid
WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm', 'S')
ORDER BY nspname COLLATE "C", c.relname COLLATE "C")");
}

std::string partitionKeys() {
  return fmt::format(
      R"(SELECT p.partrelid, p.partstrat, k.attnum, CASE WHEN NOT o.opcdefault THEN {0} END,
       CASE WHEN k.coll <> coalesce(a.attcollation, 0::oid) THEN {1} END,
       CASE WHEN k.attnum = 0 THEN pg_get_partkeydef(p.partrelid) END, k.ord
FROM pg_partitioned_table p
CROSS JOIN LATERAL unnest(p.partattrs::int2[], p.partclass::oid[], p.partcollation::oid[]) WITH ORDINALITY k(attnum, opc, coll, ord)
LEFT JOIN pg_opclass o ON o.oid = k.opc
LEFT JOIN pg_attribute a ON a.attrelid = p.partrelid AND a.attnum = k.attnum AND k.attnum > 0
ORDER BY p.partrelid, k.ord)",
      outside("o.opcnamespace", "o.opcname"), collation("k.coll"));
}

std::string columns(int version) {
  const char *compression = version >= 14 ? "CASE a.attcompression WHEN 'p' THEN 'pglz' WHEN 'l' "
                                            "THEN 'lz4' END"
                                          : "NULL";
  return with(fmt::format(R"(
SELECT a.attrelid, a.attnum, a.attname, a.atttypid, format_type(a.atttypid, a.atttypmod), a.attnotnull,
       pg_get_expr(d.adbin, d.adrelid), a.attidentity, a.attgenerated,
       CASE WHEN a.attcollation <> t.typcollation THEN {} END,
       CASE WHEN a.attstorage <> t.typstorage THEN
         CASE a.attstorage WHEN 'p' THEN 'plain' WHEN 'e' THEN 'external' WHEN 'm' THEN 'main' ELSE 'extended' END END,
       {}, a.attislocal, array_to_string(a.attoptions, ', '), coalesce(a.attstattarget, -1)
FROM pg_attribute a JOIN rel c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p', 'f', 'v', 'm', 'c')
JOIN pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE a.attnum > 0 AND NOT a.attisdropped
ORDER BY a.attrelid, a.attnum)",
                          collation("a.attcollation"), compression));
}

/// As an author writes it, with its schema where that has to be said.
static constexpr const char *Operator =
    R"((SELECT CASE WHEN held.nspname IN ('pg_catalog', 'public') THEN o.oprname ELSE
           'OPERATOR("' || replace(held.nspname, '"', '""') || '".' || o.oprname || ')' END
         FROM pg_namespace held WHERE held.oid = o.oprnamespace))";

std::string constraints(int version) {
  const char *setColumns = version >= 15 ? "k.confdelsetcols" : "NULL";
  const char *enforced = version >= 18 ? "k.conenforced" : "true";
  const char *period = version >= 18 ? "k.conperiod" : "false";
  return with(fmt::format(R"(
SELECT k.oid, k.conname, k.contype, k.conrelid, k.contypid, k.conkey, k.confrelid, k.confkey, k.confupdtype, k.confdeltype,
       k.confmatchtype, k.condeferrable, k.condeferred, k.convalidated, k.connoinherit, k.conislocal, k.conparentid,
       CASE WHEN k.contype = 'c' THEN pg_get_expr(k.conbin, k.conrelid) END, {}, {}, {},
       CASE WHEN k.contype IN ('p', 'u', 'x') THEN k.conindid END,
       CASE WHEN k.contype = 'x' THEN (SELECT string_agg({}, E'\n' ORDER BY x.ord)
         FROM unnest(k.conexclop) WITH ORDINALITY x(opr, ord) JOIN pg_operator o ON o.oid = x.opr) END
FROM pg_constraint k
WHERE k.contype <> 't' AND (k.conrelid IN (SELECT oid FROM rel) OR k.conrelid = 0)
ORDER BY k.conrelid, k.contypid, k.contype <> 'p', k.conname COLLATE "C")",
                          setColumns, enforced, period, Operator));
}

/// Whether class o is what an index of column a has by itself. That of text is it for citext only
/// as far as there is no other for the type itself.
static constexpr const char *UsualClass =
    R"((o.opcdefault AND (a.atttypid IS NULL OR o.opcintype = a.atttypid OR NOT EXISTS (
         SELECT 1 FROM pg_opclass p WHERE p.opcmethod = o.opcmethod AND p.opcdefault AND p.opcintype = a.atttypid))))";

std::string indexes(int version) {
  const char *distinct = version >= 15 ? "i.indnullsnotdistinct" : "false";
  const char *opclassOptions =
      version >= 13 ? "(SELECT x.attoptions FROM pg_attribute x WHERE x.attrelid = i.indexrelid "
                      "AND x.attnum = k.ord)"
                    : "NULL";
  return with(fmt::format(R"(
SELECT i.indexrelid, i.indrelid, c.relname, am.amname, i.indisunique, {}, i.indisvalid, i.indisreplident, i.indisclustered,
       c.reloptions, (SELECT spcname FROM pg_tablespace s WHERE s.oid = c.reltablespace),
       pg_get_expr(i.indpred, i.indrelid), i.indnkeyatts,
       (SELECT inhparent FROM pg_inherits h WHERE h.inhrelid = i.indexrelid),
       k.ord, k.attnum, CASE WHEN NOT {} OR {} IS NOT NULL THEN {} END,
       CASE WHEN k.coll <> 0 AND k.coll <> coalesce(a.attcollation, 100) THEN {} END,
       k.opt, CASE WHEN k.attnum = 0 THEN pg_get_indexdef(i.indexrelid, k.ord::int, false) END, {}
FROM pg_index i JOIN rel c ON c.oid = i.indexrelid JOIN pg_am am ON am.oid = c.relam
CROSS JOIN LATERAL unnest(i.indkey::int2[], i.indclass::oid[], i.indcollation::oid[], i.indoption::int2[])
  WITH ORDINALITY k(attnum, opc, coll, opt, ord)
LEFT JOIN pg_opclass o ON o.oid = k.opc
LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum AND k.attnum > 0
WHERE i.indislive
ORDER BY i.indrelid, c.relname COLLATE "C", k.ord)",
                          distinct, UsualClass, opclassOptions,
                          outside("o.opcnamespace", "o.opcname"), collation("k.coll"),
                          opclassOptions));
}

} // namespace schemac::database::queries
