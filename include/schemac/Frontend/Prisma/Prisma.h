//===- Prisma.h - Prisma schemas to schema IR -------------------*- C++ -*-===//
#pragma once

#include "schemac/Diag/Diag.h"
#include "schemac/IR/Schema.h"
#include "schemac/IR/SourceStyle.h"
#include <span>

namespace schemac::prisma {

/// Parses, validates and lowers the files of one schema. Nothing is returned when an error makes
/// the result meaningless (syntax, validation, a provider without a dialect); all errors are
/// reported. Files compiled with the same Context share what their equal blocks have in common.
std::optional<Schema> compile(const SourceManager &sources, std::span<const FileId> files,
                              Context &context, DiagEngine &diags);

/// Frees what `compile` keeps in \p context for the next version of a schema: call it when all are
/// read.
void forgetTrees(Context &context);

/// Parses and validates only: schemas of every provider. False when there was an error.
bool check(const SourceManager &sources, std::span<const FileId> files, Context &context,
           DiagEngine &diags);

/// How Prisma schemas state intents, for fix-its.
const SourceStyle &sourceStyle();

} // namespace schemac::prisma
