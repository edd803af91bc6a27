//===- DoConditions.cpp - What IF asks of the catalogs --------------------===//
//
// IF [NOT] EXISTS over a catalog is answered by the state. Other conditions are not known.
//
//===----------------------------------------------------------------------===//
#include "DoForms.h"
#include "Reader.h"

namespace schemac::sql {

namespace {

/// Which kind of object a catalog lists, by the column that holds the name.
struct Catalog {
  std::string_view relation, column, kind;
};
constexpr Catalog Catalogs[] = {
    {"pg_type", "typname", "type"},
    {"pg_class", "relname", "relation"},
    {"pg_tables", "tablename", "relation"},
    {"tables", "table_name", "relation"},
    {"pg_views", "viewname", "relation"},
    {"pg_matviews", "matviewname", "relation"},
    {"views", "table_name", "relation"},
    {"pg_sequences", "sequencename", "relation"},
    {"pg_indexes", "indexname", "relation"},
    {"columns", "column_name", "column"},
    {"pg_attribute", "attname", "column"},
    {"pg_constraint", "conname", "constraint"},
    {"table_constraints", "constraint_name", "constraint"},
    {"pg_trigger", "tgname", "trigger"},
    {"triggers", "trigger_name", "trigger"},
    {"pg_policies", "policyname", "policy"},
    {"pg_policy", "polname", "policy"},
    {"pg_proc", "proname", "function"},
    {"routines", "routine_name", "function"},
    {"pg_extension", "extname", "extension"},
    {"pg_namespace", "nspname", "namespace"},
    {"schemata", "schema_name", "namespace"},
};
} // namespace

/// The constants that a condition compares with, by the column.
static std::map<std::string, std::string> constants(const std::vector<SqlToken> &t, size_t first,
                                                    size_t last) {
  std::map<std::string, std::string> out;
  for (size_t i = first; i + 2 < last; ++i)
    if (t[i].isName() && t[i + 1].isSymbol("=") && t[i + 2].kind == SqlToken::Kind::String) {
      size_t offset = 0;
      out.emplace(t[i].name(), contentOf(t[i + 2], offset));
    }
  return out;
}

/// The namespace that is compared with, by whichever column; empty: it is not said.
static std::string saidNamespace(const std::map<std::string, std::string> &known) {
  for (const char *column :
       {"table_schema", "schemaname", "constraint_schema", "routine_schema", "trigger_schema",
        "event_object_schema", "sequence_schema", "specific_schema", "nspname", "connamespace",
        "relnamespace", "typnamespace", "pronamespace"})
    if (auto it = known.find(column); it != known.end())
      return it->second;
  return {};
}

bool Reader::isThere(std::string_view kind, const std::string &wanted, const std::string &table,
                     const std::string &schema) {
  auto isIn = [&](QName place) { return schema.empty() || place.ns == ns(schema); };
  auto inTables = [&](auto has) {
    for (const Table &t : state.tables())
      if ((table.empty() || t.name.name.str() == table) && isIn(t.name) && has(t))
        return true;
    return false;
  };
  Name n = name(wanted);
  if (kind == "relation")
    return isRelation(relation(schema, wanted));
  if (kind == "column")
    return inTables([&](const Table &t) { return t.column(n) != nullptr; });
  if (kind == "constraint")
    return inTables([&](const Table &t) { return t.constraint(n) != nullptr; });
  if (kind == "trigger")
    return inTables([&](const Table &t) { return t.trigger(n) != nullptr; });
  if (kind == "policy")
    return inTables([&](const Table &t) { return t.policy(n) != nullptr; });
  if (kind == "function") {
    for (const Function &f : state.functions())
      if (f.called == n && isIn(f.name))
        return true;
    return false;
  }
  if (kind == "extension")
    return state.extensions().find({Name(), n}) || wanted == "plpgsql";
  if (kind == "namespace")
    return !ns(wanted) || state.namespaces().find({Name(), n});
  std::vector<Name> places = searchPath;
  if (!schema.empty())
    places = {ns(schema)};
  for (Name path : places)
    if (namedType(path, wanted) || state.table({path, n}) || state.views().find({path, n}))
      return true;
  return false;
}

/// [NOT] EXISTS (SELECT ... FROM catalog WHERE ...), between two tokens; nothing: not known.
std::optional<bool> Reader::condition(size_t first, size_t last) {
  bool negated = isWord(first, "not");
  first += negated;
  if (!isWord(first, "exists") || !isWord(first + 1, "(") || closing(first + 1) + 1 != last)
    return std::nullopt;
  size_t where = find(first, "where"), from = find(first, "from");
  if (where >= last || from >= where)
    return std::nullopt;
  for (size_t i = where; i < last; ++i)
    if (isWord(i, "or") || isWord(i, "not") || isWord(i, "select") || isWord(i, "like"))
      return std::nullopt;
  // The idempotent scripts of EF Core ask before each step whether its migration has run, and its
  // last one notes that it has. What is read here has not run.
  for (size_t i = from; negated && i < where; ++i)
    if (tokens[i].isName() && tokens[i].name() == "__EFMigrationsHistory")
      return true;
  std::map<std::string, std::string> known = constants(tokens, where, last);
  for (const Catalog &c : Catalogs) {
    bool reads = false;
    for (size_t i = from; i < where; ++i)
      reads |= tokens[i].isName() && tokens[i].name() == c.relation;
    auto it = known.find(std::string(c.column));
    if (!reads || it == known.end())
      continue;
    std::string table, schema = saidNamespace(known);
    for (const char *column : {"table_name", "event_object_table", "tablename", "relname"})
      if (auto t = known.find(column); t != known.end() && c.column != column)
        table = t->second;
    for (size_t i = where; i + 3 < last && table.empty(); ++i) // 'users'::regclass
      if (tokens[i].kind == SqlToken::Kind::String && isWord(i + 1, "::") &&
          isWord(i + 2, "regclass")) {
        size_t offset = 0;
        std::string named = contentOf(tokens[i], offset); // the tokens look into it
        std::vector<SqlToken> parts = lexSqlTokens(named);
        table = parts.empty() ? "" : parts.back().name();
        if (parts.size() == 3 && schema.empty()) // app.users
          schema = parts.front().name();
      }
    return isThere(c.kind, it->second, table, schema) != negated;
  }
  return std::nullopt;
}

} // namespace schemac::sql
