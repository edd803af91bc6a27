//===- Compile.cpp - Prisma schemas to schema IR --------------------------===//
#include "Lowering.h"
#include "schemac/Frontend/Prisma/Parse.h"
#include "schemac/Frontend/Prisma/Prisma.h"

namespace schemac::prisma {

namespace {
/// What a Context keeps of the schemas compiled in it.
struct Memory {
  std::unique_ptr<BlockCache> trees;
};
} // namespace

std::optional<Schema> compile(const SourceManager &sources, std::span<const FileId> files,
                              Context &context, DiagEngine &diags) {
  unsigned before = diags.numErrors();
  std::unique_ptr<BlockCache> &trees = context.attachment<Memory>().trees;
  if (!trees)
    trees = std::make_unique<BlockCache>();
  SchemaAst ast = parseSchema(sources, files, *trees, diags);
  Declarations decls(ast);
  if (diags.numErrors() != before)
    return std::nullopt;
  std::optional<Schema> schema = Lowering(ast, decls, context, diags).run();
  return diags.numErrors() == before ? std::move(schema) : std::nullopt;
}

void forgetTrees(Context &context) { context.attachment<Memory>().trees.reset(); }

} // namespace schemac::prisma
