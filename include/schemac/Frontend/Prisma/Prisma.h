//===- Prisma.h - Prisma schemas to schema IR -------------------*- C++ -*-===//
#pragma once

#include "schemac/Diag/Diag.h"
#include "schemac/IR/MappedName.h"
#include "schemac/IR/Schema.h"
#include "schemac/IR/SourceStyle.h"
#include <memory>
#include <span>

namespace schemac::prisma {

/// Parses, validates and lowers the files of one schema. Nothing is returned when an error makes
/// the result meaningless (syntax, validation, a provider without a dialect); all errors are
/// reported. Files compiled with the same Context share what their equal blocks have in common.
std::optional<Schema> compile(const SourceManager &sources, std::span<const FileId> files,
                              Context &context, DiagEngine &diags);

/// The two halves of `compile`, for who compiles two versions: all is validated before the first is
/// lowered, so that what validation needs is not in memory beside any IR.
struct ValidSchema;
/// Null when there was an error.
std::shared_ptr<const ValidSchema> validate(const SourceManager &sources,
                                            std::span<const FileId> files, Context &context,
                                            DiagEngine &diags);
/// What lowering a version of a schema leaves for lowering the next.
class LoweredBlocks;
/// Tables that \p older has, too, become those of both while this goes on (see ShareTables.h).
/// \p blocks: the same for the older version, whose lowering fills it, and for the newer one, which
/// takes over what did not change.
std::optional<Schema> lower(const ValidSchema &schema, Context &context, DiagEngine &diags,
                            Schema *older = nullptr,
                            std::shared_ptr<LoweredBlocks> *blocks = nullptr);

/// What both versions have under one name of theirs and two of the database.
std::vector<MappedName> mappedNames(const ValidSchema &from, const ValidSchema &to,
                                    Context &context);

/// Frees what `compile` keeps in \p context for the next version of a schema: call it when all are
/// read.
void forgetTrees(Context &context);

/// Parses and validates only: schemas of every provider. False when there was an error.
bool check(const SourceManager &sources, std::span<const FileId> files, Context &context,
           DiagEngine &diags);

/// How Prisma schemas state intents, for fix-its.
const SourceStyle &sourceStyle();

} // namespace schemac::prisma
