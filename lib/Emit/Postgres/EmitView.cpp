//===- EmitView.cpp - Views with a query as SQL ---------------------------===//
//
// A view that is dropped to be made again in the same transaction takes its privileges and comments
// with it, also those that no schema declares: they are written down as statements before, and run
// after, but for columns that it then lacks.
//
//===----------------------------------------------------------------------===//
#include "Definitions.h"
#include "Facts.h"

namespace schemac::emitpg {

namespace {

std::string viewOptions(const View &v) {
  std::string out;
  auto option = [&](const char *text) { out += (out.empty() ? "" : ", ") + std::string(text); };
  if (v.securityBarrier)
    option("security_barrier = true");
  if (v.securityInvoker)
    option("security_invoker = true");
  return out.empty() ? out : " WITH (" + out + ")";
}

std::string viewDef(const Spelling &s, const View &v, std::string_view create) {
  std::string out =
      fmt::format("{} {}VIEW {}", create, v.materialized ? "MATERIALIZED " : "", s.quote(v.name));
  if (!v.columnNames.empty())
    out += " (" + s.list(v.columnNames) + ")";
  out += viewOptions(v) + " AS\n" + v.query.string();
  if (v.noData)
    out += "\nWITH NO DATA";
  if (v.checkOption != CheckOption::None)
    out += v.checkOption == CheckOption::Local ? "\nWITH LOCAL CHECK OPTION"
                                               : "\nWITH CASCADED CHECK OPTION";
  return out;
}

/// The setting that holds what is to be said again, until the end of the transaction.
std::string keptSetting(const Spelling &s, QName view) {
  uint64_t hash = 14695981039346656037u; // FNV-1a: the same on every machine
  for (unsigned char c : s.quote(view))
    hash = (hash ^ c) * 1099511628211u;
  return s.text(fmt::format("schemac.v{:016x}", hash));
}

std::string keepAccess(const Spelling &s, QName view) {
  std::string body = fmt::format(
      R"(BEGIN
  PERFORM set_config({0}, coalesce(json_agg(sql ORDER BY sql)::text, '[]'), true)
  FROM (
    SELECT format('GRANT %s ON %s TO %s%s', a.privilege_type, {1}, coalesce(quote_ident(r.rolname), 'PUBLIC'),
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END) AS sql
    FROM pg_class c CROSS JOIN LATERAL aclexplode(c.relacl) a LEFT JOIN pg_roles r ON r.oid = a.grantee
    WHERE c.oid = to_regclass({1}) AND a.grantee <> c.relowner
  UNION ALL
    SELECT format('GRANT %s (%I) ON %s TO %s%s', a.privilege_type, t.attname, {1}, coalesce(quote_ident(r.rolname), 'PUBLIC'),
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
    FROM pg_attribute t CROSS JOIN LATERAL aclexplode(t.attacl) a LEFT JOIN pg_roles r ON r.oid = a.grantee
    WHERE t.attrelid = to_regclass({1})
  UNION ALL
    SELECT format('COMMENT ON %s %s IS %L', CASE c.relkind WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'VIEW' END, {1}, d.description)
    FROM pg_class c JOIN pg_description d ON d.objoid = c.oid AND d.classoid = 'pg_class'::regclass AND d.objsubid = 0
    WHERE c.oid = to_regclass({1})
  UNION ALL
    SELECT format('COMMENT ON COLUMN %s.%I IS %L', {1}, t.attname, d.description)
    FROM pg_attribute t JOIN pg_description d ON d.objoid = t.attrelid AND d.classoid = 'pg_class'::regclass AND d.objsubid = t.attnum
    WHERE t.attrelid = to_regclass({1})
  ) AS kept;
END)",
      keptSetting(s, view), s.literal(view));
  return "DO " + dollarQuote(body);
}

std::string restoreAccess(const Spelling &s, QName view) {
  std::string body = fmt::format(R"(DECLARE
  kept text;
BEGIN
  FOR kept IN SELECT json_array_elements_text(coalesce(nullif(current_setting({}, true), ''), '[]')::json) LOOP
    BEGIN
      EXECUTE kept;
    EXCEPTION WHEN undefined_column THEN
      NULL;
    END;
  END LOOP;
END)",
                                 keptSetting(s, view));
  return "DO " + dollarQuote(body);
}

} // namespace

void emit(CreateViewOp op, Emission &e) {
  const View &v = op.view();
  e.out.statements.push_back(viewDef(e, v, "CREATE"));
  for (const Index &i : v.indexes)
    e.out.statements.push_back(indexDef(e, v.name, i, false));
  if (op.remade())
    e.out.statements.push_back(restoreAccess(e, v.name));
  e.nowPresent(relationFact(e, v.name));
}

void emit(ReplaceViewOp op, Emission &e) {
  e.out.statements.push_back(viewDef(e, op.view(), "CREATE OR REPLACE"));
}

/// What a state does not know is taken for a plain view.
static std::string_view viewWord(const Emission &e, QName name) {
  const View *v = e.before.views().find(name);
  return v && v->materialized ? "MATERIALIZED VIEW" : "VIEW";
}

void emit(DropViewOp op, Emission &e) {
  if (op.remade())
    e.out.statements.push_back(keepAccess(e, op.view()));
  e.add("DROP {} {}", viewWord(e, op.view()), e.quote(op.view()));
  e.nowAbsent(relationFact(e, op.view()));
}

void emit(RenameViewOp op, Emission &e) {
  e.add("ALTER {} {} RENAME TO {}", viewWord(e, op.view()), e.quote(op.view()), e.quote(op.to()));
  e.nowAbsent(relationFact(e, op.view()));
  e.nowPresent(relationFact(e, {op.view().ns, op.to()}));
}

} // namespace schemac::emitpg
