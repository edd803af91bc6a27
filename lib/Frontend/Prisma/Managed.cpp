//===- Managed.cpp - What a Prisma schema states of a database ------------===//
#include "schemac/Frontend/Prisma/Managed.h"
#include "Lowering.h"
#include "schemac/IR/SourceStyle.h"
#include <algorithm>

namespace schemac::prisma {

/// What the language has no words for. Views are declared for queries alone.
static constexpr Aspect Wordless[] = {
    Aspect::Domains,      Aspect::Composites,   Aspect::Ranges,
    Aspect::Sequences,    Aspect::Functions,    Aspect::Statistics,
    Aspect::Views,        Aspect::Publications, Aspect::ForeignSchemas,
    Aspect::Partitions,   Aspect::Checks,       Aspect::Exclusions,
    Aspect::KeyOptions,   Aspect::OtherIndexes, Aspect::ExpressionIndexes,
    Aspect::IndexOptions, Aspect::Triggers,     Aspect::Policies,
    Aspect::RowSecurity,  Aspect::TableOptions, Aspect::ColumnOptions,
    Aspect::Generated,    Aspect::Identity,     Aspect::UniqueConstraints,
    Aspect::Enums,        Aspect::Comments,     Aspect::Grants,
    Aspect::Owners,
};

static bool hasPreview(const SchemaAst &ast, std::string_view feature) {
  return std::ranges::any_of(ast.blocks, [&](const Block &b) {
    const Expr *list =
        b->kind == BlockKind::Generator ? value(b, "previewFeatures", ExprKind::Array) : nullptr;
    return list && std::ranges::any_of(list->args, [&](const Argument &a) {
             return std::ranges::equal(a.value.value, feature, [](char x, char y) {
               return std::tolower(x) == std::tolower(y);
             });
           });
  });
}

Managed managed(const ValidSchema &schema) {
  Managed m;
  for (Aspect a : Wordless)
    m.without(a);
  if (!hasPreview(schema.ast, "postgresqlExtensions"))
    m.without(Aspect::Extensions);
  if (!hasPreview(schema.ast, "partialIndexes"))
    m.without(Aspect::PartialIndexes);
  const Block *source = datasource(schema.ast);
  const Expr *mode = source ? value(*source, "relationMode", ExprKind::String) : nullptr;
  if (mode && mode->value == "prisma")
    m.without(Aspect::ForeignKeys);
  // Schemas are named to be used; one that is not named is somebody else's.
  m.without(Aspect::Namespaces);
  return m;
}

} // namespace schemac::prisma
