//===- CatalogAnswers.cpp - What catalogs hold in a state -----------------===//
//
// A condition is answered when every column that it is about is known. Where it is about others,
// only a catalog without a row of the name is an answer: there is none.
//
//===----------------------------------------------------------------------===//
#include "CatalogAnswers.h"
#include "schemac/Dialect/Postgres/ExtensionWords.h"
#include "schemac/Dialect/Postgres/Functions.h"
#include "schemac/IR/Publication.h"
#include "schemac/IR/SchemaIndex.h"
#include <algorithm>

namespace schemac::sql {

namespace {

/// Which kind of object a catalog lists, and the column that holds its name. Of several catalogs
/// that a query reads, the first here is what it asks for.
struct ListingCatalog {
  std::string_view relation, column, kind;
};
constexpr ListingCatalog ListingCatalogs[] = {
    {"pg_enum", "enumlabel", "label"},
    {"columns", "column_name", "column"},
    {"pg_attribute", "attname", "column"},
    {"pg_constraint", "conname", "constraint"},
    {"table_constraints", "constraint_name", "constraint"},
    {"constraint_column_usage", "constraint_name", "constraint"},
    {"key_column_usage", "constraint_name", "constraint"},
    {"referential_constraints", "constraint_name", "constraint"},
    {"check_constraints", "constraint_name", "constraint"},
    {"pg_trigger", "tgname", "trigger"},
    {"triggers", "trigger_name", "trigger"},
    {"pg_policies", "policyname", "policy"},
    {"pg_policy", "polname", "policy"},
    {"pg_indexes", "indexname", "relation"},
    {"pg_proc", "proname", "function"},
    {"routines", "routine_name", "function"},
    {"pg_extension", "extname", "extension"},
    {"pg_publication", "pubname", "publication"},
    {"pg_tables", "tablename", "relation"},
    {"tables", "table_name", "relation"},
    {"pg_stat_user_tables", "relname", "relation"},
    {"pg_views", "viewname", "relation"},
    {"pg_matviews", "matviewname", "relation"},
    {"views", "table_name", "relation"},
    {"pg_sequences", "sequencename", "relation"},
    {"sequences", "sequence_name", "relation"},
    {"pg_type", "typname", "type"},
    {"pg_class", "relname", "relation"},
    {"pg_namespace", "nspname", "namespace"},
    {"schemata", "schema_name", "namespace"},
};

constexpr std::string_view KeysOfTable[] = {"conrelid", "attrelid", "tgrelid", "polrelid",
                                            "indrelid"};

bool isAmong(std::span<const std::string_view> list, std::string_view word) {
  return std::ranges::find(list, word) != list.end();
}

} // namespace

std::vector<Name> CatalogAnswers::everyNamespace() const {
  std::vector<Name> out{Name()};
  for (const Namespace &n : state.namespaces())
    if (n.name.name.str() != "public")
      out.push_back(n.name.name);
  return out;
}

bool CatalogAnswers::isThere(QName n) const {
  return state.table(n) || state.views().find(n) || state.find<Sequence>(n) ||
         state.find<Composite>(n) || state.index().keyOwner(n) ||
         hasSequenceOfColumn(state, context, n);
}

/// What 'app.users' means; nothing when it is no name.
std::optional<QName> CatalogAnswers::relation(std::string_view text) const {
  std::vector<SqlToken> parts = lexSqlTokens(text);
  if (parts.empty() || parts.size() > 3 || !parts.back().isName())
    return std::nullopt;
  Name name = context.name(parts.back().name());
  if (parts.size() == 3) {
    std::string schema = parts.front().name();
    return QName{schema == "public" ? Name() : context.name(schema), name};
  }
  for (Name path : searchPath)
    if (isThere({path, name}))
      return QName{path, name};
  return QName{searchPath.empty() ? Name() : searchPath.front(), name};
}

bool CatalogAnswers::isRegistered(std::string_view kind, std::string_view text) const {
  std::optional<QName> n = relation(text);
  if (kind == "relation")
    return n && isThere(*n);
  if (kind == "namespace")
    return n &&
           (n->name.str() == "public" || n->name.str().starts_with("pg_") ||
            n->name.str() == "information_schema" || state.namespaces().find({Name(), n->name}));
  bool servers = !dialect.canonical(context, context.nativeType(text)).is(TypeKind::Native) ||
                 (n && postgres::isServerType(n->name.str()));
  auto hasType = [&](Name ns) { return isType({ns, n->name}); };
  bool qualified = text.find('.') != text.npos;
  return servers || (n && (qualified ? isType(*n) : std::ranges::any_of(searchPath, hasType)));
}

void CatalogAnswers::rowsOfRelations(std::string_view catalog, Name wanted, Rows &rows) const {
  auto add = [&](QName n, std::string_view kind, Name table = {}) {
    bool isTable = kind == "r" || kind == "p", isView = kind == "v";
    bool lists = catalog == "pg_class" || (catalog == "tables" && (isTable || isView)) ||
                 ((catalog == "pg_tables" || catalog == "pg_stat_user_tables") && isTable) ||
                 ((catalog == "pg_views" || catalog == "views") && isView) ||
                 (catalog == "pg_matviews" && kind == "m") ||
                 ((catalog == "pg_sequences" || catalog == "sequences") && kind == "S") ||
                 (catalog == "pg_indexes" && (kind == "i" || kind == "I"));
    if (lists)
      rows.push_back({n, table ? table : n.name, std::string(kind)});
  };
  for (Name ns : everyNamespace()) {
    QName n{ns, wanted};
    if (const Table *t = state.table(n))
      add(n, t->partitionBy ? "p" : "r");
    if (const View *v = state.views().find(n))
      add(n, v->materialized ? "m" : "v");
    if (state.find<Sequence>(n) || hasSequenceOfColumn(state, context, n))
      add(n, "S");
    if (state.find<Composite>(n))
      add(n, "c");
    if (QName owner = state.index().keyOwner(n); owner.name) {
      const Table *t = state.table(owner);
      add(n, t && t->partitionBy ? "I" : "i", owner.name);
    }
  }
}

bool CatalogAnswers::isType(QName n) const {
  return state.enumType(n) || state.find<Domain>(n) || state.find<RangeType>(n) ||
         state.find<Composite>(n) || state.table(n) || state.views().find(n);
}

void CatalogAnswers::rowsOfTypes(Name wanted, Rows &rows) const {
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
  }
}

/// Those with the name. What comes back is the answer where no row is needed for one.
std::optional<bool> CatalogAnswers::rowsOf(std::string_view kind, std::string_view catalog,
                                           Name wanted, Rows &rows) const {
  if (kind == "relation") {
    rowsOfRelations(catalog, wanted, rows);
    return false;
  }
  if (kind == "type") {
    rowsOfTypes(wanted, rows);
    bool others = postgres::isServerType(wanted.str()) ||
                  !postgres::extensionWith(postgres::ExtensionWord::Type, wanted.str()).empty();
    return others ? std::nullopt : std::optional(false);
  }
  if (kind == "label") {
    for (const Enum &e : state.enums())
      if (e.has(wanted))
        rows.push_back({e.name, e.name.name, "e"});
    return false;
  }
  if (kind == "function") {
    for (const Function &f : state.functions())
      if (f.called == wanted)
        rows.push_back({{f.name.ns, f.called}, {}, f.procedure ? "p" : "f"});
    bool others = postgres::serverFunction(wanted.str()) ||
                  !postgres::extensionWith(postgres::ExtensionWord::Function, wanted.str()).empty();
    return others ? std::nullopt : std::optional(false);
  }
  if (kind == "extension") {
    if (state.extensions().find({Name(), wanted}) || wanted.str() == "plpgsql")
      rows.push_back({{Name(), wanted}, {}, ""});
    return false;
  }
  if (kind == "publication") {
    if (state.find<Publication>({Name(), wanted}))
      rows.push_back({{Name(), wanted}, {}, ""});
    return false;
  }
  if (kind == "namespace") {
    bool servers = wanted.str() == "public" || wanted.str() == "pg_catalog" ||
                   wanted.str() == "information_schema";
    if (servers || state.namespaces().find({Name(), wanted}))
      rows.push_back({{wanted, wanted}, {}, ""});
    return false;
  }
  for (const Table &t : state.tables()) {
    QName n{t.name.ns, wanted};
    const Column *column = kind == "column" ? t.column(wanted) : nullptr;
    const Constraint *constraint = kind == "constraint" ? t.constraint(wanted) : nullptr;
    if (column || constraint || (kind == "trigger" && t.trigger(wanted)) ||
        (kind == "policy" && t.policy(wanted)))
      rows.push_back({n, t.name.name, "", column, constraint});
  }
  for (const View &v : state.views()) // of which not all columns may be known
    if (kind == "column" && !(v.materialized && catalog == "columns"))
      for (const Column &c : v.columns)
        if (c.name == wanted)
          rows.push_back({{v.name.ns, wanted}, v.name.name, ""});
  return false;
}

/// Whether \p named is one of the relations or types that \p test says.
std::optional<bool> CatalogAnswers::isOneOf(const CatalogTest &test, QName named) const {
  for (const std::string &value : test.values) {
    std::optional<QName> meant;
    if (test.of == CatalogTest::Of::Relation) {
      meant = relation(value);
    } else {
      std::vector<SqlToken> parts = lexSqlTokens(value);
      if (parts.size() == 3 || parts.size() == 1)
        meant = QName{parts.size() == 3 && parts.front().name() != "public"
                          ? context.name(parts.front().name())
                          : Name(),
                      context.name(parts.back().name())};
      for (Name path : searchPath)
        if (meant && parts.size() == 1 && isType({path, meant->name})) {
          meant->ns = path;
          break;
        }
    }
    if (!meant)
      return std::nullopt;
    if (*meant == named)
      return true;
  }
  return false;
}

std::optional<bool> CatalogAnswers::holds(const CatalogTest &test, const Row &row) const {
  if (test.of == CatalogTest::Of::Relation || test.of == CatalogTest::Of::Type) {
    bool isTable = test.of == CatalogTest::Of::Relation && isAmong(KeysOfTable, test.column);
    bool isLabel = test.of == CatalogTest::Of::Type && test.column == "enumtypid";
    bool isItself = test.of == CatalogTest::Of::Relation && test.column == "oid";
    if (!isTable && !isLabel && !isItself)
      return std::nullopt;
    QName named = isTable ? QName{row.name.ns, row.table} : row.name;
    std::optional<bool> is = isOneOf(test, named);
    return is ? std::optional(*is != test.negated) : is;
  }
  bool isNull = false;
  std::optional<std::string> value = valueOf(row, test.column, isNull);
  if (test.kind == CatalogTest::Kind::IsNull) {
    if (!value && test.column != "column_default")
      return std::nullopt;
    return isNull != test.negated;
  }
  if (!value)
    return std::nullopt;
  if (isNull)
    return false; // nothing is equal to NULL, nor different
  if (test.kind == CatalogTest::Kind::True)
    return *value == "t" || *value == "f" ? std::optional((*value == "t") != test.negated)
                                          : std::nullopt;
  if (test.of == CatalogTest::Of::CurrentSchema) {
    if (searchPath.size() != 1)
      return std::nullopt;
    std::string_view current = searchPath.front() ? searchPath.front().str() : "public";
    return (*value == current) != test.negated;
  }
  return (std::ranges::find(test.values, *value) != test.values.end()) != test.negated;
}

/// Catalogs that tell of what another one has, by its keys.
static bool isOfOther(std::string_view relation) {
  return relation == "pg_namespace" || relation == "pg_class" || relation == "pg_type";
}

std::optional<bool> CatalogAnswers::anyRow(const CatalogQuery &query) const {
  const ListingCatalog *catalog = nullptr;
  for (const ListingCatalog &c : ListingCatalogs)
    if (!catalog && query.reads(c.relation) && query.equal(c.column))
      catalog = &c;
  if (!catalog)
    return std::nullopt;
  for (const std::string &r : query.relations)
    if (r != catalog->relation && !isOfOther(r))
      return std::nullopt;
  const CatalogTest *named = query.equal(catalog->column);
  if (named->of != CatalogTest::Of::Text)
    return std::nullopt;
  bool unknown = false;
  for (const std::string &wanted : named->values) {
    Rows rows;
    if (!rowsOf(catalog->kind, catalog->relation, context.name(wanted), rows))
      unknown = true;
    for (const Row &row : rows) {
      std::optional<bool> fits = true;
      for (const CatalogTest &test : query.tests) {
        std::optional<bool> one = &test == named ? true : holds(test, row);
        if (one == false)
          fits = false;
        else if (!one && fits == true)
          fits = std::nullopt;
      }
      if (fits == true)
        return true;
      unknown |= !fits;
    }
  }
  return unknown ? std::nullopt : std::optional(false);
}

} // namespace schemac::sql
