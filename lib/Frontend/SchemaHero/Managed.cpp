//===- Managed.cpp - What SchemaHero's documents state of a database ------===//
#include "Compiler.h"
#include "schemac/Dialect/Dialect.h"
#include "schemac/IR/FoldSerials.h"
#include "schemac/IR/Sir.h"

namespace schemac::schemahero {

/// What documents have no words for, or what SchemaHero makes and never takes away.
static constexpr Aspect Left[] = {
    Aspect::Tables,        Aspect::Namespaces, Aspect::Extensions,   Aspect::Domains,
    Aspect::Composites,    Aspect::Ranges,     Aspect::Sequences,    Aspect::Functions,
    Aspect::Views,         Aspect::Statistics, Aspect::Publications, Aspect::ForeignSchemas,
    Aspect::Partitions,    Aspect::KeyOptions, Aspect::OtherIndexes, Aspect::IndexOptions,
    Aspect::Triggers,      Aspect::Policies,   Aspect::RowSecurity,  Aspect::TableOptions,
    Aspect::ColumnOptions, Aspect::Generated,  Aspect::Identity,     Aspect::UniqueConstraints,
    Aspect::Enums,         Aspect::Comments,   Aspect::Grants,       Aspect::Owners,
};

std::optional<Result> Compiler::finish() {
  Managed &m = out.managed;
  for (Aspect a : Left)
    m.without(a);
  // Words that came late: who never used one does not mean that there shall be none.
  if (!hasChecks)
    m.without(Aspect::Checks);
  if (!hasExclusions)
    m.without(Aspect::Exclusions);
  if (!hasExpressions)
    m.without(Aspect::ExpressionIndexes);
  if (!hasPartial)
    m.without(Aspect::PartialIndexes);
  reportTypes();
  foldSerials(out.schema, context);
  canonicalizeTypes(out.schema, context, dialect);
  return std::move(out);
}

/// The documents' database, by the keys of their parts: the first of these that some document has.
/// What rqlite keeps is a database of SQLite.
static std::string_view databaseOf(std::span<const yaml::File> files) {
  static constexpr std::string_view Read[] = {"postgres", "mysql", "sqlite", "rqlite",
                                              "cockroachdb"};
  size_t found = std::size(Read);
  for (const yaml::File &file : files)
    for (const Node &document : file.documents) {
      const Node *spec = document.is(Node::Map) ? document.find("spec") : nullptr;
      const Node &body = spec && spec->is(Node::Map) ? *spec : document;
      const Node *schema = body.is(Node::Map) ? body.find("schema") : nullptr;
      if (!schema || !schema->is(Node::Map))
        continue;
      for (size_t i = 0; i < found; ++i)
        if (schema->find(Read[i]))
          found = i;
    }
  std::string_view key = found < std::size(Read) ? Read[found] : "postgres";
  return key == "rqlite" ? "sqlite" : key;
}

std::optional<Result> compile(const SourceManager &sources, std::span<const yaml::File> files,
                              Context &context, DiagEngine &diags) {
  unsigned errors = diags.numErrors();
  Compiler compiler(sources, context, diags, databaseOf(files));
  for (const yaml::File &file : files)
    compiler.read(file);
  std::optional<Result> out = compiler.finish();
  return diags.numErrors() == errors ? std::move(out) : std::nullopt;
}

} // namespace schemac::schemahero
