//===- Hcl.h - Schemas in HCL to schema IR ----------------------*- C++ -*-===//
#pragma once

#include "schemac/Frontend/Hcl/Module.h"
#include "schemac/IR/Managed.h"
#include "schemac/IR/Schema.h"
#include "schemac/IR/SourceStyle.h"

namespace schemac::hcl {

/// Parses, evaluates and lowers the files of one schema. Nothing is returned when an error makes
/// the result meaningless; all errors are reported. \p managed: what the schema states of a
/// database, by the words that it uses.
std::optional<Schema> compile(const SourceManager &sources, std::span<const FileId> files,
                              const Inputs &inputs, Context &context, DiagEngine &diags,
                              Managed *managed = nullptr);

/// Reports the variables of \p inputs that none of the schemas declares, once all are compiled.
void reportUndeclared(const Inputs &inputs, DiagEngine &diags);

/// How schemas in HCL state intents, for fix-its.
const SourceStyle &sourceStyle();

/// The SQL that a schema is read as, for tests; empty when there was an error.
std::string asSql(const SourceManager &sources, std::span<const FileId> files, const Inputs &inputs,
                  DiagEngine &diags);

} // namespace schemac::hcl
