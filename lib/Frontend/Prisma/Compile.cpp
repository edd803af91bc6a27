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
  /// The version that was parsed last, if it is valid and somebody still has it.
  std::weak_ptr<const ValidSchema> before;
  CheckedBefore checked;
};

Memory &memoryOf(Context &context) {
  Memory &memory = context.attachment<Memory>();
  if (!memory.trees)
    memory.trees = std::make_unique<BlockCache>();
  return memory;
}
} // namespace

std::shared_ptr<const ValidSchema> validate(const SourceManager &sources,
                                            std::span<const FileId> files, Context &context,
                                            DiagEngine &diags) {
  Memory &memory = memoryOf(context);
  unsigned errors = diags.numErrors();
  auto schema = std::make_shared<ValidSchema>();
  schema->ast = parseSchema(sources, files, *memory.trees, diags);
  bool valid = false;
  if (std::shared_ptr<const ValidSchema> before = memory.before.lock()) {
    schema->changes = Changes(before->ast, before->found.types, schema->ast);
    if (auto found = checkChanges(before->ast, before->found, memory.checked, schema->ast,
                                  schema->changes, sources)) {
      schema->found = std::move(*found);
      valid = true;
    }
  }
  // What is known of the version before serves for one more.
  memory.checked = {};
  if (!valid)
    valid = checkSchema(schema->ast, diags, &schema->found, &memory.checked);
  valid = valid && diags.numErrors() == errors;
  memory.before = valid ? schema : nullptr;
  return valid ? schema : nullptr;
}

std::optional<Schema> lower(const ValidSchema &schema, Context &context, DiagEngine &diags,
                            Schema *older, std::shared_ptr<LoweredBlocks> *blocks) {
  unsigned before = diags.numErrors();
  context.attachment<Memory>().checked = {}; // all versions are validated
  if (blocks && !older)
    *blocks = std::make_shared<LoweredBlocks>();
  std::optional<Schema> out =
      Lowering(schema, older, blocks ? blocks->get() : nullptr, context, diags).run();
  return diags.numErrors() == before ? std::move(out) : std::nullopt;
}

std::optional<Schema> compile(const SourceManager &sources, std::span<const FileId> files,
                              Context &context, DiagEngine &diags) {
  std::shared_ptr<const ValidSchema> schema = validate(sources, files, context, diags);
  return schema ? lower(*schema, context, diags) : std::nullopt;
}

void forgetTrees(Context &context) { context.attachment<Memory>() = {}; }

bool check(const SourceManager &sources, std::span<const FileId> files, Context &context,
           DiagEngine &diags) {
  return validate(sources, files, context, diags) != nullptr;
}

} // namespace schemac::prisma
