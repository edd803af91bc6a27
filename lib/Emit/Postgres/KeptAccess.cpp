//===- KeptAccess.cpp - What is dropped to be made again keeps its access -===//
//
// A view or function that is dropped to be made again in the same transaction takes its owner,
// privileges and comments with it, and what else no schema declares: the triggers, rules and
// defaults of a view, how a materialized one is stored, what a planner takes a function for. They
// are written down as statements before, and run after, but for columns that a view then lacks and
// rows that a function no longer returns.
//
// Privileges and comments that the schemas know are no part of that: steps give those again that
// stay, and the others are to go. What the database grants by itself on what is made is taken
// first.
//
// A function that is replaced keeps its access, but the server gives it its own idea of what it
// costs.
//
//===----------------------------------------------------------------------===//
#include "KeptAccess.h"
#include "schemac/IR/Whoever.h"

namespace schemac::emitpg {

/// The setting that holds what is to be said again, until the end of the transaction.
static std::string keptSetting(const Spelling &s, const std::string &object) {
  uint64_t hash = 14695981039346656037u; // FNV-1a: the same on every machine
  for (unsigned char c : object)
    hash = (hash ^ c) * 1099511628211u;
  return s.text(fmt::format("schemac.v{:016x}", hash));
}

/// A condition on a row of aclexplode(), a, and the role, r: the privilege is none of those that
/// the plan knows, of columns or of the whole. Whoever runs a script is known when it runs only.
static std::string unknownGrant(const Spelling &s, const Entity *known, bool columns) {
  std::string list;
  for (const Grant &g : known ? known->grants : std::vector<Grant>())
    if (bool(g.column) == columns && !isWhoever(g.role))
      list += fmt::format("{}({}, {}{})", list.empty() ? "" : ", ", s.text(g.privilege.str()),
                          s.text(g.role.str()), columns ? ", " + s.text(g.column.str()) : "");
  return list.empty()
             ? list
             : fmt::format(" AND (a.privilege_type, coalesce(r.rolname, 'public'){}) NOT IN ({})",
                           columns ? ", t.attname" : "", list);
}

/// The same of comments: on the whole, or on the columns t of a view.
static std::string unknownComment(const Entity *known) {
  return known && known->comment ? " AND false" : "";
}
static std::string unknownColumnComment(const Spelling &s, const Entity *known) {
  std::string list;
  for (const PartComment &c : known ? known->partComments : std::vector<PartComment>())
    if (c.kind == PartKind::Column)
      list += (list.empty() ? "" : ", ") + s.text(c.part.str());
  return list.empty() ? list : " AND t.attname NOT IN (" + list + ")";
}

/// A part of what is kept: what ALTER DEFAULT PRIVILEGES gives to what whoever runs the script
/// makes in the place of the row of \p catalog that \p is finds, is taken from it. \p kind: as
/// pg_default_acl has it; \p on: SQL, what it is called in a statement.
static std::string takenByDefault(std::string_view catalog, std::string_view space,
                                  const std::string &is, char kind, std::string_view word,
                                  const std::string &on) {
  return fmt::format(
      R"(SELECT 0 AS turn, format('REVOKE ALL ON {4}%s FROM %s', {5}, coalesce(quote_ident(r.rolname), 'PUBLIC')) AS sql
    FROM {0} o JOIN pg_default_acl d ON d.defaclobjtype = '{3}' AND d.defaclnamespace IN (0, o.{1})
      AND d.defaclrole = to_regrole(quote_ident(current_user))
    CROSS JOIN LATERAL aclexplode(d.defaclacl) a LEFT JOIN pg_roles r ON r.oid = a.grantee
    WHERE o.oid = {2} AND a.grantee <> d.defaclrole{6})",
      catalog, space, is, kind, word, on,
      kind == 'f' ? " AND a.grantee <> 0" : ""); // everybody may call what is made anyway
}

std::string keepViewAccess(const Spelling &s, QName view, const Entity *known) {
  std::string body = fmt::format(
      R"(BEGIN
  PERFORM set_config({0}, coalesce(json_agg(sql ORDER BY turn, sql)::text, '[]'), true)
  FROM (
    {6}
  UNION ALL
    SELECT 1, format('GRANT %s ON %s TO %s%s', a.privilege_type, {1}, coalesce(quote_ident(r.rolname), 'PUBLIC'),
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
    FROM pg_class c CROSS JOIN LATERAL aclexplode(c.relacl) a LEFT JOIN pg_roles r ON r.oid = a.grantee
    WHERE c.oid = to_regclass({1}) AND a.grantee <> c.relowner{2}
  UNION ALL
    SELECT 1, format('GRANT %s (%I) ON %s TO %s%s', a.privilege_type, t.attname, {1}, coalesce(quote_ident(r.rolname), 'PUBLIC'),
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
    FROM pg_attribute t CROSS JOIN LATERAL aclexplode(t.attacl) a LEFT JOIN pg_roles r ON r.oid = a.grantee
    WHERE t.attrelid = to_regclass({1}){3}
  UNION ALL
    SELECT 1, format('ALTER %s %s OWNER TO %I', CASE c.relkind WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'VIEW' END, {1}, pg_get_userbyid(c.relowner))
    FROM pg_class c WHERE c.oid = to_regclass({1}) AND pg_get_userbyid(c.relowner) <> current_user
  UNION ALL
    SELECT 1, format('COMMENT ON %s %s IS %L', CASE c.relkind WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'VIEW' END, {1}, d.description)
    FROM pg_class c JOIN pg_description d ON d.objoid = c.oid AND d.classoid = 'pg_class'::regclass AND d.objsubid = 0
    WHERE c.oid = to_regclass({1}){4}
  UNION ALL
    SELECT 1, format('COMMENT ON COLUMN %s.%I IS %L', {1}, t.attname, d.description)
    FROM pg_attribute t JOIN pg_description d ON d.objoid = t.attrelid AND d.classoid = 'pg_class'::regclass AND d.objsubid = t.attnum
    WHERE t.attrelid = to_regclass({1}){5}
  UNION ALL
    SELECT 2, format('ALTER VIEW %s ALTER COLUMN %I SET DEFAULT %s', {1}, t.attname, pg_get_expr(d.adbin, d.adrelid))
    FROM pg_attrdef d JOIN pg_attribute t ON t.attrelid = d.adrelid AND t.attnum = d.adnum WHERE d.adrelid = to_regclass({1})
  UNION ALL
    SELECT 2, pg_get_triggerdef(g.oid) FROM pg_trigger g WHERE g.tgrelid = to_regclass({1}) AND NOT g.tgisinternal
  UNION ALL
    SELECT 2, pg_get_ruledef(r.oid) FROM pg_rewrite r WHERE r.ev_class = to_regclass({1}) AND r.rulename <> '_RETURN'
  UNION ALL
    SELECT 3, format('COMMENT ON TRIGGER %I ON %s IS %L', g.tgname, {1}, d.description)
    FROM pg_trigger g JOIN pg_description d ON d.objoid = g.oid AND d.classoid = 'pg_trigger'::regclass WHERE g.tgrelid = to_regclass({1})
  UNION ALL
    SELECT 3, format('COMMENT ON RULE %I ON %s IS %L', r.rulename, {1}, d.description)
    FROM pg_rewrite r JOIN pg_description d ON d.objoid = r.oid AND d.classoid = 'pg_rewrite'::regclass WHERE r.ev_class = to_regclass({1})
  UNION ALL
    SELECT 2, format('ALTER MATERIALIZED VIEW %s SET (%s)', {1}, array_to_string(c.reloptions, ', '))
    FROM pg_class c WHERE c.oid = to_regclass({1}) AND c.relkind = 'm' AND c.reloptions IS NOT NULL
  UNION ALL
    SELECT 2, format('ALTER MATERIALIZED VIEW %s SET TABLESPACE %I', {1}, s.spcname)
    FROM pg_class c JOIN pg_tablespace s ON s.oid = c.reltablespace WHERE c.oid = to_regclass({1}) AND c.relkind = 'm'
  ) AS kept;
END)",
      keptSetting(s, s.quote(view)), s.literal(view), unknownGrant(s, known, false),
      unknownGrant(s, known, true), unknownComment(known), unknownColumnComment(s, known),
      takenByDefault("pg_class", "relnamespace", fmt::format("to_regclass({})", s.literal(view)),
                     'r', "", s.literal(view)));
  return "DO " + dollarQuote(body);
}

std::string keepTableAccess(const Spelling &s, QName table, QName as, const Entity *known) {
  std::string body = fmt::format(
      R"(BEGIN
  PERFORM set_config({0}, coalesce(json_agg(sql ORDER BY turn, sql)::text, '[]'), true)
  FROM (
    {5}
  UNION ALL
    SELECT 1, format('GRANT %s ON %s TO %s%s', a.privilege_type, {4}, coalesce(quote_ident(r.rolname), 'PUBLIC'),
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
    FROM pg_class c CROSS JOIN LATERAL aclexplode(c.relacl) a LEFT JOIN pg_roles r ON r.oid = a.grantee
    WHERE c.oid = to_regclass({1}) AND a.grantee <> c.relowner
  UNION ALL
    SELECT 1, format('GRANT %s (%I) ON %s TO %s%s', a.privilege_type, t.attname, {4}, coalesce(quote_ident(r.rolname), 'PUBLIC'),
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
    FROM pg_attribute t CROSS JOIN LATERAL aclexplode(t.attacl) a LEFT JOIN pg_roles r ON r.oid = a.grantee
    WHERE t.attrelid = to_regclass({1})
  UNION ALL
    SELECT 4, format('ALTER TABLE %s OWNER TO %I', {4}, pg_get_userbyid(c.relowner))
    FROM pg_class c WHERE c.oid = to_regclass({1}) AND pg_get_userbyid(c.relowner) <> current_user
  UNION ALL
    SELECT 3, format('COMMENT ON TABLE %s IS %L', {4}, d.description)
    FROM pg_description d WHERE d.objoid = to_regclass({1}) AND d.classoid = 'pg_class'::regclass AND d.objsubid = 0{2}
  UNION ALL
    SELECT 3, format('COMMENT ON COLUMN %s.%I IS %L', {4}, t.attname, d.description)
    FROM pg_attribute t JOIN pg_description d ON d.objoid = t.attrelid AND d.classoid = 'pg_class'::regclass AND d.objsubid = t.attnum
    WHERE t.attrelid = to_regclass({1}){3}
  ) AS kept;
END)",
      keptSetting(s, s.quote(as)), s.literal(table), unknownComment(known),
      unknownColumnComment(s, known), s.literal(as),
      takenByDefault("pg_class", "relnamespace", fmt::format("to_regclass({})", s.literal(table)),
                     'r', "", s.literal(as)));
  return "DO " + dollarQuote(body);
}

/// What a planner takes a function for, as far as it is not what the server gives by itself: as
/// queries of statements on \p as.
static std::string costsOf(const Spelling &s, const std::string &function, const std::string &as) {
  return fmt::format(
      R"(    SELECT 5 AS turn, format('ALTER FUNCTION %s COST %s', {1}, p.procost) AS sql FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang
    WHERE p.oid = to_regprocedure({0}) AND p.procost <> CASE WHEN l.lanname IN ('c', 'internal') THEN 1 ELSE 100 END
  UNION ALL
    SELECT 5, format('ALTER FUNCTION %s ROWS %s', {1}, p.prorows) FROM pg_proc p
    WHERE p.oid = to_regprocedure({0}) AND p.proretset AND p.prorows <> 1000
  UNION ALL
    SELECT 5, format('ALTER FUNCTION %s SUPPORT %s', {1}, p.prosupport) FROM pg_proc p
    WHERE p.oid = to_regprocedure({0}) AND p.prosupport <> 0)",
      s.text(function), s.text(as));
}

std::string keepFunctionCosts(const Spelling &s, const std::string &function) {
  std::string body = fmt::format(
      R"(BEGIN
  PERFORM set_config({0}, coalesce(json_agg(sql ORDER BY turn, sql)::text, '[]'), true)
  FROM (
{1}
  ) AS kept;
END)",
      keptSetting(s, function), costsOf(s, function, function));
  return "DO " + dollarQuote(body);
}

/// What everybody may do from the start is taken back first, when it was.
std::string keepFunctionAccess(const Spelling &s, const std::string &function,
                               std::string_view word, const std::string &as, const Entity *known) {
  std::string body = fmt::format(
      R"(BEGIN
  PERFORM set_config({0}, coalesce(json_agg(sql ORDER BY turn, sql)::text, '[]'), true)
  FROM (
    {7}
  UNION ALL
    SELECT 1, format('REVOKE ALL ON {2} %s FROM PUBLIC', {4})
    FROM pg_proc p WHERE p.oid = to_regprocedure({1}) AND p.proacl IS NOT NULL
  UNION ALL
    SELECT 2, format('GRANT %s ON {2} %s TO %s%s', a.privilege_type, {4}, coalesce(quote_ident(r.rolname), 'PUBLIC'),
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
    FROM pg_proc p CROSS JOIN LATERAL aclexplode(p.proacl) a LEFT JOIN pg_roles r ON r.oid = a.grantee
    WHERE p.oid = to_regprocedure({1}) AND a.grantee <> p.proowner{5}
  UNION ALL
    SELECT 3, format('ALTER {2} %s OWNER TO %I', {4}, pg_get_userbyid(p.proowner))
    FROM pg_proc p WHERE p.oid = to_regprocedure({1}) AND pg_get_userbyid(p.proowner) <> current_user
  UNION ALL
    SELECT 4, format('COMMENT ON {2} %s IS %L', {4}, d.description)
    FROM pg_description d WHERE d.objoid = to_regprocedure({1}) AND d.classoid = 'pg_proc'::regclass{6}
  UNION ALL
{3}
  ) AS kept;
END)",
      keptSetting(s, as), s.text(function), word, costsOf(s, function, as), s.text(as),
      unknownGrant(s, known, false), unknownComment(known),
      takenByDefault("pg_proc", "pronamespace",
                     fmt::format("to_regprocedure({})", s.text(function)), 'f',
                     fmt::format("{} ", word), s.text(as)));
  return "DO " + dollarQuote(body);
}

std::string restoreAccess(const Spelling &s, const std::string &object) {
  std::string body = fmt::format(R"(DECLARE
  kept text;
BEGIN
  FOR kept IN SELECT json_array_elements_text(coalesce(nullif(current_setting({}, true), ''), '[]')::json) LOOP
    BEGIN
      EXECUTE kept;
    EXCEPTION WHEN undefined_column OR invalid_parameter_value OR wrong_object_type THEN
      NULL;
    END;
  END LOOP;
END)",
                                 keptSetting(s, object));
  return "DO " + dollarQuote(body);
}

} // namespace schemac::emitpg
