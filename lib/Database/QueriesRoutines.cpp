//===- QueriesRoutines.cpp - Functions, triggers, policies, access --------===//
#include "Queries.h"
#include <fmt/core.h>

namespace schemac::database::queries {

/// As in Queries.cpp, for what is no relation; also without what comes with a range type.
static constexpr const char *With = R"(WITH brought AS MATERIALIZED (
  SELECT classid, objid FROM pg_depend WHERE deptype = 'e'
    OR deptype = 'i' AND classid IN ('pg_proc'::regclass, 'pg_cast'::regclass)),
space AS (
  SELECT oid, nspname FROM pg_namespace
  WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
    AND oid NOT IN (SELECT objid FROM brought WHERE classid = 'pg_namespace'::regclass))
)";

std::string routines(int version) {
  const char *source =
      version >= 14 ? "coalesce(pg_get_function_sqlbody(p.oid), p.prosrc)" : "p.prosrc";
  return With + fmt::format(R"(
SELECT p.oid, s.nspname, p.proname, pg_get_userbyid(p.proowner), p.prokind, {}, l.lanname, p.provolatile, p.proparallel,
       p.proisstrict, p.prosecdef, p.proleakproof, p.proretset, p.prorettype, format_type(p.prorettype, NULL), p.proconfig,
       concat_ws(', ', CASE WHEN p.procost <> CASE WHEN l.lanname IN ('c', 'internal') THEN 1 ELSE 100 END THEN 'COST' END,
         CASE WHEN p.proretset AND p.prorows <> 1000 THEN 'ROWS' END,
         CASE WHEN p.prosupport <> 0 THEN 'SUPPORT' END, CASE WHEN p.protrftypes IS NOT NULL THEN 'TRANSFORM' END),
       k.ord, k.type, format_type(k.type, NULL), p.proargmodes[k.ord], p.proargnames[k.ord],
       pg_get_function_arg_default(p.oid, k.ord::int), p.probin IS NOT NULL
FROM pg_proc p JOIN space s ON s.oid = p.pronamespace JOIN pg_language l ON l.oid = p.prolang
LEFT JOIN LATERAL unnest(coalesce(p.proallargtypes, p.proargtypes::oid[])) WITH ORDINALITY k(type, ord) ON true
WHERE p.prokind IN ('f', 'p') AND p.oid NOT IN (SELECT objid FROM brought WHERE classid = 'pg_proc'::regclass)
ORDER BY s.nspname COLLATE "C", p.proname COLLATE "C", p.oid, k.ord)",
                            source);
}

std::string triggers(int version) {
  // What a partition has of a trigger of the whole is read only where it fires otherwise.
  const char *isPart = version >= 13 ? "t.tgparentid <> 0" : "false";
  const char *which = version >= 13 ? R"((NOT t.tgisinternal AND t.tgparentid = 0 OR EXISTS (
    SELECT 1 FROM pg_trigger w WHERE w.oid = t.tgparentid AND NOT w.tgisinternal AND w.tgenabled <> t.tgenabled)))"
                                    : "NOT t.tgisinternal";
  return With + fmt::format(R"(
SELECT t.oid, t.tgrelid, t.tgname, t.tgtype, t.tgenabled, t.tgattr, encode(t.tgargs, 'hex'), fs.nspname, f.proname,
       t.tgconstraint <> 0, t.tgdeferrable, t.tginitdeferred, t.tgoldtable, t.tgnewtable, t.tgconstrrelid,
       CASE WHEN t.tgqual IS NOT NULL THEN pg_get_triggerdef(t.oid) END, {}
FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN space s ON s.oid = c.relnamespace
JOIN pg_proc f ON f.oid = t.tgfoid JOIN pg_namespace fs ON fs.oid = f.pronamespace
WHERE {}
  AND t.oid NOT IN (SELECT objid FROM brought WHERE classid = 'pg_trigger'::regclass)
ORDER BY t.tgrelid, t.tgname COLLATE "C")",
                            isPart, which);
}

std::string policies(int version) {
  const char *filters =
      version >= 15 ? "r.prattrs::text, pg_get_expr(r.prqual, r.prrelid)" : "NULL, NULL";
  const char *target = version >= 13 ? "nullif(e.stxstattarget, -1)::text" : "NULL";
  const char *expressions =
      version >= 14 ? "pg_get_statisticsobjdef_expressions(e.oid)::text" : "NULL";
  const char *viaRoot = version >= 13 ? "pubviaroot::text" : "'false'";
  std::string spaces = version >= 15 ? R"(UNION ALL
SELECT 'n', p.pnpubid, 0, s.nspname, NULL, NULL, NULL, NULL, NULL, NULL
FROM pg_publication_namespace p JOIN pg_namespace s ON s.oid = p.pnnspid
)"
                                     : "";
  // kind, oid, relation, name, then what the kind has.
  return With + fmt::format(R"(, pub AS (
  SELECT * FROM pg_publication WHERE oid NOT IN (SELECT objid FROM brought WHERE classid = 'pg_publication'::regclass))
SELECT 'p' AS kind, p.oid, p.polrelid, p.polname AS name, p.polpermissive::text, p.polcmd::text,
       (SELECT array_agg(CASE o WHEN 0 THEN NULL ELSE pg_get_userbyid(o) END) FROM unnest(p.polroles) o)::text,
       pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid), NULL
FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid JOIN space s ON s.oid = c.relnamespace
UNION ALL
SELECT 's', e.oid, e.stxrelid, stxname, e.stxkeys::text, e.stxkind::text, {}, {}, s.nspname, pg_get_userbyid(e.stxowner)
FROM pg_statistic_ext e JOIN space s ON s.oid = stxnamespace
WHERE e.oid NOT IN (SELECT objid FROM brought WHERE classid = 'pg_statistic_ext'::regclass)
UNION ALL
SELECT 'u', oid, 0, pubname, puballtables::text,
       concat_ws(' ', CASE WHEN pubinsert THEN 'insert' END, CASE WHEN pubupdate THEN 'update' END,
                 CASE WHEN pubdelete THEN 'delete' END, CASE WHEN pubtruncate THEN 'truncate' END),
       {}, NULL, NULL, pg_get_userbyid(pubowner)
FROM pub
UNION ALL
SELECT 't', r.prpubid, r.prrelid, '', {}, NULL, NULL, NULL, NULL
FROM pg_publication_rel r JOIN pub ON pub.oid = r.prpubid
{}UNION ALL
SELECT DISTINCT 'r', r.oid, r.ev_class, r.rulename, us.nspname::text, u.relname::text, a.attname::text, s.nspname::text,
       c.relname, NULL::name
FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class JOIN space s ON s.oid = c.relnamespace
JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid AND d.refclassid = 'pg_class'::regclass
JOIN pg_class u ON u.oid = d.refobjid JOIN space us ON us.oid = u.relnamespace
LEFT JOIN pg_attribute a ON a.attrelid = u.oid AND a.attnum = d.refobjsubid AND d.refobjsubid > 0
WHERE r.rulename <> '_RETURN' AND c.oid NOT IN (SELECT objid FROM brought WHERE classid = 'pg_class'::regclass)
ORDER BY kind DESC, name, oid, polrelid, 5, 6, 7)",
                            target, expressions, viaRoot, filters, spaces);
}

std::string access() {
  return R"(SELECT CASE classoid WHEN 'pg_class'::regclass THEN 'r' WHEN 'pg_type'::regclass THEN 't'
         WHEN 'pg_proc'::regclass THEN 'f' WHEN 'pg_namespace'::regclass THEN 'n' WHEN 'pg_constraint'::regclass THEN 'k'
         WHEN 'pg_trigger'::regclass THEN 'g' WHEN 'pg_policy'::regclass THEN 'p' WHEN 'pg_publication'::regclass THEN 'u'
         WHEN 'pg_extension'::regclass THEN 'x' WHEN 'pg_statistic_ext'::regclass THEN 's' ELSE '?' END AS class, objoid AS oid, objsubid AS sub, 'comment' AS what,
       description AS a, NULL AS b, NULL AS c
FROM pg_description WHERE objoid >= 16384
UNION ALL
SELECT 'N', oid, 0, 'owner', pg_get_userbyid(nspowner), NULL, NULL FROM pg_namespace WHERE nspname = 'public'
UNION ALL
SELECT 'D', d.oid, 0, d.defaclobjtype::text || coalesce(s.nspname::text, ''),
       CASE a.grantee WHEN 0 THEN 'public' ELSE pg_get_userbyid(a.grantee) END, a.privilege_type,
       CASE WHEN a.is_grantable THEN 't' END
FROM pg_default_acl d LEFT JOIN pg_namespace s ON s.oid = d.defaclnamespace CROSS JOIN LATERAL aclexplode(d.defaclacl) a
WHERE a.grantee = 0 OR NOT (EXISTS (SELECT FROM pg_default_acl o WHERE o.defaclrole = a.grantee)
  OR EXISTS (SELECT FROM pg_class o WHERE o.relowner = a.grantee))
UNION ALL
SELECT o.class, o.oid, o.sub, g.what, CASE g.grantee WHEN 0 THEN 'public' ELSE pg_get_userbyid(g.grantee) END,
       g.privilege_type, CASE WHEN g.is_grantable THEN 't' END
FROM (
  SELECT 'r' AS class, oid, 0 AS sub, relacl AS acl,
         acldefault(CASE relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", relowner) AS standard, relowner AS owner
  FROM pg_class WHERE relacl IS NOT NULL AND oid >= 16384
  UNION ALL SELECT 'r', attrelid, attnum, attacl, NULL, 0 FROM pg_attribute
            WHERE attacl IS NOT NULL AND attrelid >= 16384 AND NOT attisdropped
  UNION ALL SELECT 't', oid, 0, typacl, acldefault('T', typowner), typowner FROM pg_type WHERE typacl IS NOT NULL AND oid >= 16384
  UNION ALL SELECT 'f', oid, 0, proacl, acldefault('f', proowner), proowner FROM pg_proc WHERE proacl IS NOT NULL AND oid >= 16384
  UNION ALL SELECT 'n', oid, 0, nspacl, acldefault('n', nspowner), nspowner FROM pg_namespace
            WHERE nspacl IS NOT NULL AND oid >= 16384 AND nspname <> 'public'
  UNION ALL SELECT 'N', oid, 0, coalesce(nspacl, acldefault('n', nspowner)), acldefault('n', nspowner) || CAST(
            CASE WHEN current_setting('server_version_num')::int < 150000 THEN '=UC/' ELSE '=U/' END ||
            quote_ident(pg_get_userbyid(nspowner)) AS aclitem), nspowner FROM pg_namespace WHERE nspname = 'public') o
CROSS JOIN LATERAL (
  SELECT 'grant' AS what, grantee, privilege_type, is_grantable FROM (
    SELECT grantee, privilege_type, is_grantable FROM aclexplode(o.acl)
    EXCEPT SELECT grantee, privilege_type, is_grantable FROM aclexplode(o.standard)) granted
  UNION ALL
  SELECT 'revoke', grantee, privilege_type, is_grantable FROM (
    SELECT grantee, privilege_type, is_grantable FROM aclexplode(o.standard)
    EXCEPT SELECT grantee, privilege_type, is_grantable FROM aclexplode(o.acl)) taken) g
ORDER BY 1, 2, 3, 4, 5, 6)";
}

/// Kinds that the IR does not have: the word, and a query of their names.
struct Unheld {
  const char *kind, *names;
};
static constexpr Unheld Kinds[] = {
    {"aggregate",
     "SELECT s.nspname || '.' || p.proname FROM pg_proc p JOIN space s ON s.oid = p.pronamespace "
     "WHERE p.prokind = 'a' AND p.oid NOT IN (SELECT objid FROM brought WHERE classid = "
     "'pg_proc'::regclass)"},
    {"window function",
     "SELECT s.nspname || '.' || p.proname FROM pg_proc p JOIN space s ON s.oid = p.pronamespace "
     "WHERE p.prokind = 'w' AND p.oid NOT IN (SELECT objid FROM brought WHERE classid = "
     "'pg_proc'::regclass)"},
    {"cast",
     "SELECT format_type(castsource, NULL) || ' AS ' || format_type(casttarget, NULL) FROM pg_cast "
     "WHERE oid >= 16384 AND oid NOT IN (SELECT objid FROM brought WHERE classid = "
     "'pg_cast'::regclass)"},
    {"collation",
     "SELECT s.nspname || '.' || collname FROM pg_collation c JOIN space s ON s.oid = "
     "collnamespace "
     "WHERE c.oid NOT IN (SELECT objid FROM brought WHERE classid = 'pg_collation'::regclass)"},
    {"conversion",
     "SELECT s.nspname || '.' || conname FROM pg_conversion c JOIN space s ON s.oid = connamespace "
     "WHERE c.oid NOT IN (SELECT objid FROM brought WHERE classid = 'pg_conversion'::regclass)"},
    {"default of a column of a view",
     "SELECT s.nspname || '.' || c.relname || '.' || attname FROM pg_attrdef d JOIN pg_class c ON "
     "c.oid = d.adrelid JOIN space s ON s.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = "
     "c.oid AND a.attnum = d.adnum WHERE c.relkind = 'v' "
     "AND c.oid NOT IN (SELECT objid FROM brought WHERE classid = 'pg_class'::regclass)"},
    {"own default of a column of a partition",
     "SELECT s.nspname || '.' || c.relname || '.' || a.attname FROM pg_class c JOIN space s ON "
     "s.oid = c.relnamespace JOIN pg_inherits i ON i.inhrelid = c.oid JOIN pg_attribute a ON "
     "a.attrelid = c.oid JOIN pg_attribute w ON w.attrelid = i.inhparent AND w.attname = a.attname "
     "LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum "
     "LEFT JOIN pg_attrdef e ON e.adrelid = w.attrelid AND e.adnum = w.attnum "
     "WHERE c.relispartition AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped "
     "AND a.attgenerated = '' AND w.attgenerated = '' AND pg_get_expr(d.adbin, d.adrelid) IS "
     "DISTINCT FROM pg_get_expr(e.adbin, e.adrelid) "
     "AND c.oid NOT IN (SELECT objid FROM brought WHERE classid = 'pg_class'::regclass)"},
    {"default privilege",
     "SELECT pg_get_userbyid(defaclrole) || coalesce(' in ' || (SELECT nspname FROM pg_namespace n "
     "WHERE n.oid = defaclnamespace), '') FROM pg_default_acl"},
    {"event trigger",
     "SELECT evtname FROM pg_event_trigger "
     "WHERE oid NOT IN (SELECT objid FROM brought WHERE classid = 'pg_event_trigger'::regclass)"},
    {"foreign data wrapper", "SELECT fdwname FROM pg_foreign_data_wrapper "
                             "WHERE oid NOT IN (SELECT objid FROM brought WHERE classid = "
                             "'pg_foreign_data_wrapper'::regclass)"},
    {"foreign server",
     "SELECT srvname FROM pg_foreign_server "
     "WHERE oid NOT IN (SELECT objid FROM brought WHERE classid = 'pg_foreign_server'::regclass)"},
    {"language",
     "SELECT lanname FROM pg_language WHERE oid >= 16384 "
     "AND oid NOT IN (SELECT objid FROM brought WHERE classid = 'pg_language'::regclass)"},
    {"operator",
     "SELECT s.nspname || '.' || oprname FROM pg_operator o JOIN space s ON s.oid = oprnamespace "
     "WHERE o.oid NOT IN (SELECT objid FROM brought WHERE classid = 'pg_operator'::regclass)"},
    {"operator class",
     "SELECT s.nspname || '.' || opcname FROM pg_opclass o JOIN space s ON s.oid = opcnamespace "
     "WHERE o.oid NOT IN (SELECT objid FROM brought WHERE classid = 'pg_opclass'::regclass)"},
    {"operator family",
     "SELECT s.nspname || '.' || opfname FROM pg_opfamily o JOIN space s ON s.oid = opfnamespace "
     "WHERE o.oid NOT IN (SELECT objid FROM brought WHERE classid = 'pg_opfamily'::regclass)"},
    {"rule", "SELECT s.nspname || '.' || c.relname || '.' || rulename FROM pg_rewrite r JOIN "
             "pg_class c ON c.oid = r.ev_class "
             "JOIN space s ON s.oid = c.relnamespace WHERE rulename <> '_RETURN' "
             "AND c.oid NOT IN (SELECT objid FROM brought WHERE classid = 'pg_class'::regclass)"},
    {"security label", "SELECT provider || ' on ' || objtype || ' ' || objname FROM pg_seclabels "
                       "WHERE objnamespace IS NOT NULL"},
    {"setting of the database", "SELECT split_part(c, '=', 1) FROM pg_db_role_setting s CROSS JOIN "
                                "LATERAL unnest(setconfig) c "
                                "WHERE setrole = 0 AND setdatabase = (SELECT oid FROM pg_database "
                                "WHERE datname = current_database())"},
    {"subscription",
     "SELECT subname FROM pg_subscription WHERE subdbid = (SELECT oid FROM pg_database "
     "WHERE datname = current_database())"},
    {"text search configuration",
     "SELECT s.nspname || '.' || cfgname FROM pg_ts_config t JOIN space s ON s.oid = cfgnamespace "
     "WHERE t.oid NOT IN (SELECT objid FROM brought WHERE classid = 'pg_ts_config'::regclass)"},
    {"text search dictionary",
     "SELECT s.nspname || '.' || dictname FROM pg_ts_dict t JOIN space s ON s.oid = dictnamespace "
     "WHERE t.oid NOT IN (SELECT objid FROM brought WHERE classid = 'pg_ts_dict'::regclass)"},
    {"text search parser",
     "SELECT s.nspname || '.' || prsname FROM pg_ts_parser t JOIN space s ON s.oid = prsnamespace "
     "WHERE t.oid NOT IN (SELECT objid FROM brought WHERE classid = 'pg_ts_parser'::regclass)"},
    {"text search template",
     "SELECT s.nspname || '.' || tmplname FROM pg_ts_template t JOIN space s ON s.oid = "
     "tmplnamespace "
     "WHERE t.oid NOT IN (SELECT objid FROM brought WHERE classid = 'pg_ts_template'::regclass)"},
    {"transform",
     "SELECT format_type(trftype, NULL) FROM pg_transform "
     "WHERE oid NOT IN (SELECT objid FROM brought WHERE classid = 'pg_transform'::regclass)"},
    {"access method",
     "SELECT amname FROM pg_am WHERE oid >= 16384 "
     "AND oid NOT IN (SELECT objid FROM brought WHERE classid = 'pg_am'::regclass)"},
    {"base type",
     "SELECT s.nspname || '.' || typname FROM pg_type t JOIN space s ON s.oid = typnamespace "
     "WHERE typtype IN ('b', 'p') AND typelem = 0 "
     "AND t.oid NOT IN (SELECT objid FROM brought WHERE classid = 'pg_type'::regclass)"},
};

std::string unheld(int version) {
  Troubles troubles = troublesIn(version);
  std::string text = With + troubles.with;
  for (const Unheld &u : Kinds)
    text += fmt::format("SELECT 'u', '{}', name::text, NULL, NULL, NULL::bigint, NULL::bigint\n"
                        "FROM ({}) AS x(name)\nUNION ALL ",
                        u.kind, u.names);
  return text + troubles.selects + "\nORDER BY 1, 2, 3";
}

} // namespace schemac::database::queries
