//===- Hcl.h - Schemas in HCL to schema IR ----------------------*- C++ -*-===//
#pragma once

#include "schemac/Frontend/Hcl/Module.h"
#include "schemac/IR/Managed.h"
#include "schemac/IR/Schema.h"
#include "schemac/IR/SourceStyle.h"

namespace schemac::hcl {

/// Parses, evaluates and lowers the files of one schema. Nothing is returned when an error makes
/// the result meaningless; all errors are reported. \p version is the server's, 0 when not known.
std::optional<Schema> compile(const SourceManager &sources, std::span<const FileId> files,
                              const Inputs &inputs, Context &context, DiagEngine &diags,
                              int version = 0);

/// What the language has words for.
Managed managed();

/// How schemas in HCL state intents, for fix-its.
const SourceStyle &sourceStyle();

/// The SQL that a schema is read as, for tests; empty when there was an error.
std::string asSql(const SourceManager &sources, std::span<const FileId> files, const Inputs &inputs,
                  DiagEngine &diags);

} // namespace schemac::hcl
