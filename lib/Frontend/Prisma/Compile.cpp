//===- Compile.cpp - Prisma schemas to schema IR --------------------------===//
#include "Lowering.h"
#include "schemac/Frontend/Prisma/Parse.h"
#include "schemac/Frontend/Prisma/Prisma.h"

namespace schemac::prisma {

std::optional<Schema> compile(const SourceManager &sources, std::span<const FileId> files,
                              Context &context, DiagEngine &diags) {
  unsigned before = diags.numErrors();
  SchemaAst ast = parseSchema(sources, files, context.attachment<BlockCache>(), diags);
  Declarations decls(ast);
  if (diags.numErrors() != before)
    return std::nullopt;
  std::optional<Schema> schema = Lowering(ast, decls, context, diags).run();
  return diags.numErrors() == before ? std::move(schema) : std::nullopt;
}

} // namespace schemac::prisma
