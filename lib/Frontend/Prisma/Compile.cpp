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

std::shared_ptr<const ValidSchema> validate(const SourceManager &sources,
                                            std::span<const FileId> files, Context &context,
                                            DiagEngine &diags) {
  unsigned before = diags.numErrors();
  auto schema = std::make_shared<ValidSchema>();
  schema->ast = parseSchema(sources, files, treesOf(context), diags);
  bool valid = checkSchema(schema->ast, diags, &schema->found) && diags.numErrors() == before;
  return valid ? schema : nullptr;
}

std::optional<Schema> lower(const ValidSchema &schema, Context &context, DiagEngine &diags,
                            Schema *older, std::shared_ptr<LoweredBlocks> *blocks) {
  unsigned before = diags.numErrors();
  if (blocks && !older)
    *blocks = std::make_shared<LoweredBlocks>();
  std::optional<Schema> out =
      Lowering(schema.ast, schema.found, older, blocks ? blocks->get() : nullptr, context, diags)
          .run();
  return diags.numErrors() == before ? std::move(out) : std::nullopt;
}

std::optional<Schema> compile(const SourceManager &sources, std::span<const FileId> files,
                              Context &context, DiagEngine &diags) {
  std::shared_ptr<const ValidSchema> schema = validate(sources, files, context, diags);
  return schema ? lower(*schema, context, diags) : std::nullopt;
}

void forgetTrees(Context &context) { context.attachment<Memory>().trees.reset(); }

bool check(const SourceManager &sources, std::span<const FileId> files, Context &context,
           DiagEngine &diags) {
  return validate(sources, files, context, diags) != nullptr;
}

} // namespace schemac::prisma
