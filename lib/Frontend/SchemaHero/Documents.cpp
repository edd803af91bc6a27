//===- Documents.cpp - What a document is about ---------------------------===//
#include "Compiler.h"
#include <algorithm>

namespace schemac::schemahero {

namespace {
/// The databases that SchemaHero has documents for.
struct Database {
  std::string_view key, name;
};
constexpr Database Databases[] = {
    {"postgres", "PostgreSQL"},     {"mysql", "MySQL"},   {"cockroachdb", "CockroachDB"},
    {"cassandra", "Cassandra"},     {"sqlite", "SQLite"}, {"rqlite", "rqlite"},
    {"timescaledb", "TimescaleDB"},
};

/// Kinds of its resources that state nothing of a schema.
constexpr std::string_view Records[] = {"Database", "Migration"};
} // namespace

Compiler::Compiler(const SourceManager &sources, Context &context, DiagEngine &diags,
                   std::string_view database)
    : sources(sources), context(context), diags(diags), dialect(*findDialect(database)) {
  out.schema.name = context.name("app");
  out.schema.dialect = context.name(database);
}

void Compiler::read(const yaml::File &file) {
  annotations.emplace(sources, file, diags);
  for (const Node &document : file.documents)
    if (yaml::purposeOf(document) == yaml::Purpose::SchemaHero)
      document.find("apiVersion") ? resource(document) : this->document(document);
  drops();
}

template <class T> void Compiler::put(T entity) {
  if (out.schema.find<T>(entity.name))
    diags.report(entity.range, diag::err_schemahero_duplicate, kindWord<T>(), entity.name.str());
  else
    out.schema.put(std::move(entity));
}

template void Compiler::put(Table);
template void Compiler::put(Function);
template void Compiler::put(Extension);

/// The part of \p schema for the database that is read; null, and why not is reported, when it has
/// none.
const Node *Compiler::ownPart(const Node &schema, const Document &doc) {
  Fields parts(diags, schema, "the schema of a document");
  const Node *own = nullptr;
  std::string_view other;
  for (const Database &d : Databases)
    if (const Node *part = parts.get(d.key)) {
      if (d.key == dialect.name() || (d.key == "rqlite" && is("sqlite") && !own))
        own = part;
      else
        other = d.name;
    }
  parts.finish();
  if (!own && !other.empty())
    diags.report(doc.range, diag::err_schemahero_database, doc.name, other, dialect.display());
  return own;
}

/// Reads what all specs have. False when there is no name.
bool Compiler::describe(Fields &spec, Document &doc) {
  if (const Node *name = spec.get("name"); name && scalar(*name, "a name")) {
    doc.name = name->text;
    doc.range = name->range;
  }
  doc.databaseNode = spec.get("database");
  if (doc.databaseNode && scalar(*doc.databaseNode, "the name of a database"))
    doc.database = doc.databaseNode->text;
  spec.ignore({"requires"});
  if (const Node *schema = spec.get("schema")) {
    doc.hasSchema = true;
    doc.schema = ownPart(*schema, doc);
  }
  return !doc.name.empty();
}

/// All documents that are read together are for one database.
bool Compiler::isOneDatabase(const Document &doc) {
  if (doc.database.empty() || first.database == doc.database)
    return true;
  if (first.database.empty()) {
    first = doc;
    return true;
  }
  diags.report(doc.databaseNode->range, diag::err_schemahero_databases, first.name, first.database,
               doc.name, doc.database);
  return false;
}

/// A table as it stands in a file for SchemaHero's own command line.
void Compiler::document(const Node &root) {
  Fields spec(diags, root, "a table document");
  Document doc;
  doc.start = root.range;
  bool named = describe(spec, doc);
  if (const Node *seeds = spec.get("seedData"))
    diags.report(seeds->range, diag::warn_schemahero_data, doc.name);
  spec.finish();
  if (!named)
    return wrong(root.range, "a document without a name");
  if (isOneDatabase(doc) && doc.schema)
    table(doc);
}

/// A resource of Kubernetes: `kind` says what its `spec` is.
void Compiler::resource(const Node &root) {
  Fields top(diags, root, "a resource");
  top.ignore({"apiVersion", "metadata", "status"});
  const Node *kind = top.get("kind"), *spec = top.get("spec");
  top.finish();
  std::string what = kind ? kind->text : "";
  if (std::ranges::find(Records, what) != std::end(Records))
    return;
  SourceRange at = kind ? kind->range : root.range;
  if (what == "DataType" || what == "View") {
    diags.report(at, diag::err_schemahero_kind, "a document of kind '" + what + "'",
                 "there are tables, functions and extensions");
    return;
  }
  if (what == "DataMigration") {
    const Node *metadata = root.find("metadata"),
               *name = metadata ? metadata->find("name") : nullptr;
    diags.report(at, diag::warn_schemahero_data, name ? std::string_view(name->text) : what);
    return;
  }
  if (what != "Table" && what != "Function" && what != "DatabaseExtension") {
    diags.report(at, diag::err_schemahero_kind, "a document of kind '" + what + "'",
                 "there are Table, Function, DatabaseExtension and Database");
    return;
  }
  if (!spec)
    return wrong(root.range, "a resource without a spec");
  Document doc;
  doc.start = root.range;
  Fields fields(diags, *spec, "a spec");
  bool named = describe(fields, doc);
  if (what == "DatabaseExtension") {
    fields.ignore({"removeOnDeletion"});
    doc.schema = fields.get("postgres"); // only it has extensions
    doc.range = at;
    named = true;
  } else if (const Node *seeds = fields.get("seedData")) {
    diags.report(seeds->range, diag::warn_schemahero_data, doc.name);
  }
  fields.finish();
  if (!named)
    return wrong(spec->range, "a spec without a name");
  if (!isOneDatabase(doc) || !doc.schema)
    return;
  what == "Table" ? table(doc) : what == "Function" ? function(doc) : extension(doc);
}

} // namespace schemac::schemahero
