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
    {"pg_publication_tables", "tablename", "published"},
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

bool isServerSchema(std::string_view name) {
  return name.starts_with("pg_") || name == "information_schema";
}

} // namespace

bool CatalogAnswers::isThere(QName n) const {
  return state.table(n) || state.views().find(n) || state.find<Sequence>(n) ||
         state.find<Composite>(n) || state.index().keyOwner(n) ||
         columnOfSequence(state, context, n);
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

std::optional<bool> CatalogAnswers::isRegistered(std::string_view kind,
                                                 std::string_view text) const {
  while (kind == "type" && text.ends_with("[]"))
    text.remove_suffix(2);
  std::optional<QName> n = relation(text);
  if (!n)
    return std::nullopt;
  if (kind == "relation") {
    bool known = isThere(*n) || !(isServerRelation(n->name.str()) || isServerSchema(n->ns.str()));
    return known ? std::optional(isThere(*n)) : std::nullopt;
  }
  if (kind == "namespace")
    return n->name.str() == "public" || isServerSchema(n->name.str()) ||
           state.namespaces().find({Name(), n->name});
  bool servers = !dialect.canonical(context, context.nativeType(text)).is(TypeKind::Native) ||
                 postgres::isServerType(n->name.str());
  auto hasType = [&](Name ns) { return isType({ns, n->name}); };
  bool qualified = text.find('.') != text.npos;
  return servers || (qualified ? isType(*n) : std::ranges::any_of(searchPath, hasType));
}

bool CatalogAnswers::isType(QName n) const {
  return state.enumType(n) || state.find<Domain>(n) || state.find<RangeType>(n) ||
         state.find<Composite>(n) || state.table(n) || state.views().find(n);
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

/// Whether a test lets pass a row that is of no relation of the state: of a catalog, of an
/// extension's table, or a column of an index. False or not known.
std::optional<bool> CatalogAnswers::mayHold(const CatalogTest &test, std::string_view catalog,
                                            Name wanted) const {
  auto any = [&](auto may) {
    return std::ranges::any_of(test.values, may) ? std::nullopt : std::optional(false);
  };
  bool equals = test.kind == CatalogTest::Kind::Equal && !test.negated;
  if (test.of == CatalogTest::Of::CurrentSchema && equals && !wanted.str().starts_with("pg_"))
    return false;
  if (test.of == CatalogTest::Of::Relation && equals)
    return any([&](const std::string &value) {
      std::optional<QName> n = relation(value);
      return !n || (!state.table(*n) && !state.views().find(*n));
    });
  if (test.of != CatalogTest::Of::Text || test.kind != CatalogTest::Kind::Equal)
    return std::nullopt;
  if (test.column == "pubname" && equals)
    return any([&](const std::string &value) {
      return !state.find<Publication>({Name(), context.name(value)});
    });
  if (isNamespaceColumn(test.column) && equals && !wanted.str().starts_with("pg_"))
    return any(isServerSchema);
  if (isNamespaceColumn(test.column) && test.negated)
    for (std::string_view name : {"pg_catalog", "information_schema"})
      if (std::ranges::find(test.values, name) == test.values.end())
        return std::nullopt;
  if (isNamespaceColumn(test.column) && test.negated)
    return false;
  if (isTableColumn(test.column) && equals)
    return any([&](const std::string &value) {
      return isServerRelation(value) || (catalog == "pg_attribute" && !isTableOrView(value));
    });
  return std::nullopt;
}

std::optional<bool> CatalogAnswers::holds(const CatalogTest &test, const Row &row) const {
  if (test.of == CatalogTest::Of::Relation || test.of == CatalogTest::Of::Type) {
    bool isTable = test.of == CatalogTest::Of::Relation && isAmong(KeysOfTable, test.column);
    bool isLabel = test.of == CatalogTest::Of::Type && test.column == "enumtypid";
    bool isItself = test.of == CatalogTest::Of::Relation && test.column == "oid";
    if (!isTable && !isLabel && !isItself)
      return std::nullopt;
    QName named = isTable ? QName{row.tableSchema.value_or(row.name.ns), row.table} : row.name;
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
  if (test.of == CatalogTest::Of::CurrentSchema || test.of == CatalogTest::Of::Visible) {
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
        std::optional<bool> one = &test == named ? true
                                  : row.elsewhere
                                      ? mayHold(test, catalog->relation, context.name(wanted))
                                      : holds(test, row);
        if (one == false)
          fits = false;
        else if (!one && fits == true)
          fits = std::nullopt;
      }
      bool unsure = row.unsure;
      if (fits != false && row.view) {
        std::optional<bool> shown = shows(*row.view, context.name(wanted));
        fits = shown == false ? shown : fits;
        unsure |= !shown;
      }
      if (fits == true && !unsure)
        return true;
      unknown |= fits != false;
    }
  }
  return unknown ? std::nullopt : std::optional(false);
}

} // namespace schemac::sql
