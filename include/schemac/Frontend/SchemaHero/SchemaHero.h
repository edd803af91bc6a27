//===- SchemaHero.h - Documents of SchemaHero to schema IR ------*- C++ -*-===//
//
// A document states one table (or function, or extension) as it shall be. Tables without a document
// are nobody's business; what a document's table has and the document does not say goes.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/Diag/Diag.h"
#include "schemac/Frontend/Yaml/Yaml.h"
#include "schemac/IR/Managed.h"
#include "schemac/IR/Schema.h"
#include "schemac/IR/SourceStyle.h"
#include <span>

namespace schemac::schemahero {

struct Result {
  Schema schema;
  Managed managed; ///< what its documents state of a database
  /// Tables that are gone, and whose documents stay to say so.
  std::vector<QName> gone;
};

/// One schema of all documents. Nothing when an error makes it meaningless; all are reported.
std::optional<Result> compile(const SourceManager &sources, std::span<const yaml::File> files,
                              Context &context, DiagEngine &diags);

/// How documents state intents, for fix-its.
const SourceStyle &sourceStyle();

} // namespace schemac::schemahero
