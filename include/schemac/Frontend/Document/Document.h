//===- Document.h - schemac's own YAML to schema IR -------------*- C++ -*-===//
#pragma once

#include "schemac/Diag/Diag.h"
#include "schemac/Frontend/Yaml/Yaml.h"
#include "schemac/IR/Schema.h"
#include "schemac/IR/SourceStyle.h"
#include <span>

namespace schemac::document {

/// One schema of all documents. Nothing when an error makes it meaningless; all are reported.
std::optional<Schema> compile(const SourceManager &sources, std::span<const yaml::File> files,
                              Context &context, DiagEngine &diags);

/// How documents state intents, for fix-its.
const SourceStyle &sourceStyle();

} // namespace schemac::document
