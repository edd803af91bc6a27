//===- CatalogRows.cpp - The rows of catalogs that have a name ------------===//
//
// What a state cannot have, the server may: catalogs, tables of extensions, columns of indexes.
//
//===----------------------------------------------------------------------===//
#include "CatalogAnswers.h"
#include "schemac/Dialect/Postgres/ExtensionWords.h"
#include "schemac/Dialect/Postgres/Functions.h"
#include "schemac/IR/SchemaIndex.h"
#include <algorithm>

namespace schemac::sql {

bool isServerRelation(std::string_view name) {
  // Of information_schema, whose names are words of everybody's.
  static constexpr std::string_view Standard[] = {"administrable_role_authorizations",
                                                  "applicable_roles",
                                                  "attributes",
                                                  "character_sets",
                                                  "check_constraint_routine_usage",
                                                  "check_constraints",
                                                  "collation_character_set_applicability",
                                                  "collations",
                                                  "column_column_usage",
                                                  "column_domain_usage",
                                                  "column_options",
                                                  "column_privileges",
                                                  "column_udt_usage",
                                                  "columns",
                                                  "constraint_column_usage",
                                                  "constraint_table_usage",
                                                  "data_type_privileges",
                                                  "domain_constraints",
                                                  "domain_udt_usage",
                                                  "domains",
                                                  "element_types",
                                                  "enabled_roles",
                                                  "foreign_data_wrapper_options",
                                                  "foreign_data_wrappers",
                                                  "foreign_server_options",
                                                  "foreign_servers",
                                                  "foreign_table_options",
                                                  "foreign_tables",
                                                  "information_schema_catalog_name",
                                                  "key_column_usage",
                                                  "parameters",
                                                  "referential_constraints",
                                                  "role_column_grants",
                                                  "role_routine_grants",
                                                  "role_table_grants",
                                                  "role_udt_grants",
                                                  "role_usage_grants",
                                                  "routine_column_usage",
                                                  "routine_privileges",
                                                  "routine_routine_usage",
                                                  "routine_sequence_usage",
                                                  "routine_table_usage",
                                                  "routines",
                                                  "schemata",
                                                  "sequences",
                                                  "sql_features",
                                                  "sql_implementation_info",
                                                  "sql_parts",
                                                  "sql_sizing",
                                                  "table_constraints",
                                                  "table_privileges",
                                                  "tables",
                                                  "transforms",
                                                  "triggered_update_columns",
                                                  "triggers",
                                                  "udt_privileges",
                                                  "usage_privileges",
                                                  "user_defined_types",
                                                  "user_mapping_options",
                                                  "user_mappings",
                                                  "view_column_usage",
                                                  "view_routine_usage",
                                                  "view_table_usage",
                                                  "views"};
  return name.starts_with("pg_") || std::ranges::binary_search(Standard, name);
}

std::vector<Name> CatalogAnswers::everyNamespace() const {
  std::vector<Name> out{Name()};
  for (const Namespace &n : state.namespaces())
    if (n.name.name.str() != "public")
      out.push_back(n.name.name);
  return out;
}

bool CatalogAnswers::isTableOrView(std::string_view name) const {
  return std::ranges::any_of(everyNamespace(), [&](Name ns) {
    QName n{ns, context.name(name)};
    return state.table(n) || state.views().find(n);
  });
}

/// One that is perhaps there, of something that no state holds.
CatalogAnswers::Row CatalogAnswers::unknownRow(Name wanted) {
  Row row;
  row.name.name = wanted;
  row.unsure = row.elsewhere = true;
  return row;
}

void CatalogAnswers::rowsOfRelations(std::string_view catalog, Name wanted, Rows &rows) const {
  auto add = [&](QName n, std::string_view kind, Name table = {}, const Table *relation = nullptr) {
    bool isTable = kind == "r" || kind == "p", isView = kind == "v";
    bool lists = catalog == "pg_class" || (catalog == "tables" && (isTable || isView)) ||
                 ((catalog == "pg_tables" || catalog == "pg_stat_user_tables") && isTable) ||
                 ((catalog == "pg_views" || catalog == "views") && isView) ||
                 (catalog == "pg_matviews" && kind == "m") ||
                 ((catalog == "pg_sequences" || catalog == "sequences") && kind == "S") ||
                 (catalog == "pg_indexes" && (kind == "i" || kind == "I"));
    if (!lists)
      return;
    rows.push_back({n, table ? table : n.name, std::string(kind)});
    rows.back().relation = relation;
  };
  for (Name ns : everyNamespace()) {
    QName n{ns, wanted};
    if (const Table *t = state.table(n))
      add(n, t->partitionBy ? "p" : "r", {}, t);
    if (const View *v = state.views().find(n))
      add(n, v->materialized ? "m" : "v");
    const Column *column = columnOfSequence(state, context, n);
    bool isIdentity = column && column->generation != Generation::Serial;
    if (state.find<Sequence>(n) || (column && !(isIdentity && catalog == "sequences")))
      add(n, "S");
    if (state.find<Composite>(n))
      add(n, "c");
    if (QName owner = state.index().keyOwner(n); owner.name) {
      const Table *t = state.table(owner);
      add(n, t && t->partitionBy ? "I" : "i", owner.name);
    }
  }
  if (isServerRelation(wanted.str()))
    rows.push_back(unknownRow(wanted));
}

std::optional<bool> CatalogAnswers::rowsOfTypes(Name wanted, Rows &rows) const {
  for (Name ns : everyNamespace()) {
    QName n{ns, wanted};
    if (state.enumType(n))
      rows.push_back({n, {}, "e"});
    if (state.find<Domain>(n))
      rows.push_back({n, {}, "d"});
    if (state.find<RangeType>(n))
      rows.push_back({n, {}, "r"});
    if (state.find<Composite>(n) || state.table(n) || state.views().find(n))
      rows.push_back({n, {}, "c"});
    if (wanted.str().starts_with('_') && isType({ns, context.name(wanted.str().substr(1))}))
      rows.push_back({n, {}, "b"}); // arrays of it
  }
  bool others = wanted.str().starts_with("pg_") || postgres::isServerType(wanted.str()) ||
                !postgres::extensionWith(postgres::ExtensionWord::Type, wanted.str()).empty();
  return others ? std::nullopt : std::optional(false);
}

/// The columns of a view are those of its query, as far as that is understood.
std::optional<bool> CatalogAnswers::shows(const View &v, Name wanted) const {
  std::vector<std::string> shown = outputNames(state, v.query, find);
  bool known = !shown.empty() || !v.columns.empty();
  for (const Column &c : v.columns)
    shown.push_back(c.name.string());
  for (size_t i = 0; i < v.columnNames.size(); ++i)
    if (i < shown.size())
      shown[i] = v.columnNames[i].string();
    else
      shown.push_back(v.columnNames[i].string());
  if (std::ranges::find(shown, wanted.str()) != shown.end())
    return true;
  return known ? std::optional(false) : std::nullopt;
}

void CatalogAnswers::rowsOfColumns(std::string_view catalog, Name wanted, Rows &rows) const {
  for (const Table &t : state.tables())
    if (const Column *c = t.column(wanted))
      rows.push_back({{t.name.ns, wanted}, t.name.name, "", c});
  for (const View &v : state.views())
    if (!(v.materialized && catalog == "columns")) {
      rows.push_back({{v.name.ns, wanted}, v.name.name, ""});
      rows.back().view = &v;
    }
  rows.push_back(unknownRow(wanted));
}

/// Whether a catalog has constraints of a kind.
static bool listsConstraints(std::string_view catalog, ConstraintKind kind) {
  bool isKey = kind == ConstraintKind::PrimaryKey || kind == ConstraintKind::Unique,
       isReference = kind == ConstraintKind::ForeignKey, isCheck = kind == ConstraintKind::Check;
  if (catalog == "check_constraints")
    return isCheck;
  if (catalog == "referential_constraints")
    return isReference;
  if (catalog == "key_column_usage")
    return isKey || isReference;
  return catalog == "pg_constraint" || isKey || isReference || isCheck;
}

std::optional<bool> CatalogAnswers::rowsOfConstraints(std::string_view catalog, Name wanted,
                                                      Rows &rows) const {
  // Those of NOT NULL have names since version 18, and a constraint trigger has a row, too.
  constexpr int NamesNotNull = 18;
  bool others = wanted.str().ends_with("_not_null") &&
                (catalog != "pg_constraint" || !state.version || state.version >= NamesNotNull);
  for (const Table &t : state.tables()) {
    const Trigger *trigger = t.trigger(wanted);
    others |=
        trigger && trigger->action && trigger->action->constraint && catalog == "pg_constraint";
    const Constraint *c = t.constraint(wanted);
    if (!c || !listsConstraints(catalog, c->kind))
      continue;
    rows.push_back({{t.name.ns, wanted}, t.name.name, "", nullptr, c});
    if (catalog == "constraint_column_usage" && c->kind == ConstraintKind::ForeignKey) {
      rows.back().table = c->refTable.name; // whose columns it needs
      rows.back().tableSchema = c->refTable.ns;
    }
  }
  bool hasDomains = catalog == "pg_constraint" || catalog == "check_constraints";
  for (const Domain &d : state.domains())
    if (const Constraint *c = hasDomains ? d.check(wanted) : nullptr)
      rows.push_back({{d.name.ns, wanted}, {}, "", nullptr, c});
  return others ? std::nullopt : std::optional(false);
}

/// What publications send: of a partitioned table it depends on their parts.
void CatalogAnswers::rowsOfPublished(Name wanted, Rows &rows) const {
  for (const Publication &p : state.publications())
    for (const Table &t : state.tables()) {
      bool ofSchema = std::ranges::find(p.namespaces, t.name.ns) != p.namespaces.end();
      bool named = p.table(t.name), apart = t.partitionBy || t.partitionOf || t.unlogged;
      if (t.name.name != wanted || !(named || p.allTables || ofSchema || t.partitionOf))
        continue;
      rows.push_back({t.name, wanted, ""});
      rows.back().publication = &p;
      rows.back().unsure = apart;
    }
  rows.push_back(unknownRow(wanted)); // of a publication that nothing here has made
}

std::optional<bool> CatalogAnswers::rowsOf(std::string_view kind, std::string_view catalog,
                                           Name wanted, Rows &rows) const {
  auto known = std::optional(false);
  if (kind == "relation")
    return rowsOfRelations(catalog, wanted, rows), known;
  if (kind == "column") {
    rowsOfColumns(catalog, wanted, rows);
    return catalog == "pg_attribute" && isSystemColumn(wanted.str()) ? std::nullopt : known;
  }
  if (kind == "published")
    return rowsOfPublished(wanted, rows), known;
  if (kind == "type")
    return rowsOfTypes(wanted, rows);
  if (kind == "constraint")
    return rowsOfConstraints(catalog, wanted, rows);
  if (kind == "label") {
    for (const Enum &e : state.enums())
      if (e.has(wanted))
        rows.push_back({e.name, e.name.name, "e"});
    return known;
  }
  if (kind == "function") {
    for (const Function &f : state.functions())
      if (f.called == wanted)
        rows.push_back({{f.name.ns, f.called}, {}, f.procedure ? "p" : "f"});
    bool others = postgres::serverFunction(wanted.str()) ||
                  !postgres::extensionWith(postgres::ExtensionWord::Function, wanted.str()).empty();
    return others ? std::nullopt : known;
  }
  if (kind == "extension") {
    if (state.extensions().find({Name(), wanted}) || wanted.str() == "plpgsql")
      rows.push_back({{Name(), wanted}, {}, ""});
    return known;
  }
  if (kind == "publication") {
    if (const Publication *p = state.find<Publication>({Name(), wanted})) {
      rows.push_back({{Name(), wanted}, {}, ""});
      rows.back().publication = p;
    }
    return known;
  }
  if (kind == "namespace") {
    bool servers = wanted.str() == "public" || wanted.str() == "pg_catalog" ||
                   wanted.str() == "information_schema";
    if (servers || state.namespaces().find({Name(), wanted}))
      rows.push_back({{wanted, wanted}, {}, ""});
    return wanted.str().starts_with("pg_") ? std::nullopt : known;
  }
  for (const Table &t : state.tables())
    if ((kind == "trigger" && t.trigger(wanted)) || (kind == "policy" && t.policy(wanted)))
      rows.push_back({{t.name.ns, wanted}, t.name.name, ""});
  return known;
}

} // namespace schemac::sql
