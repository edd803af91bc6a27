//===- Compile.cpp - Prisma schemas to schema IR --------------------------===//
#include "Check.h"
#include "Lowering.h"
#include "schemac/Frontend/Prisma/Parse.h"
#include "schemac/Frontend/Prisma/Prisma.h"

namespace schemac::prisma {

namespace {
/// What a Context keeps of the schemas compiled in it.
struct Memory {
  std::unique_ptr<BlockCache> trees;
};

BlockCache &treesOf(Context &context) {
  std::unique_ptr<BlockCache> &trees = context.attachment<Memory>().trees;
  if (!trees)
    trees = std::make_unique<BlockCache>();
  return *trees;
}
} // namespace

std::optional<Schema> compile(const SourceManager &sources, std::span<const FileId> files,
                              Context &context, DiagEngine &diags) {
  unsigned before = diags.numErrors();
  SchemaAst ast = parseSchema(sources, files, treesOf(context), diags);
  if (!checkSchema(ast, diags) || diags.numErrors() != before)
    return std::nullopt;
  Declarations decls(ast);
  std::optional<Schema> schema = Lowering(ast, decls, context, diags).run();
  return diags.numErrors() == before ? std::move(schema) : std::nullopt;
}

void forgetTrees(Context &context) { context.attachment<Memory>().trees.reset(); }

bool check(const SourceManager &sources, std::span<const FileId> files, Context &context,
           DiagEngine &diags) {
  unsigned before = diags.numErrors();
  SchemaAst ast = parseSchema(sources, files, treesOf(context), diags);
  return checkSchema(ast, diags) && diags.numErrors() == before;
}

} // namespace schemac::prisma
