//===- JsonSchema.h - The published schema of the form ----------*- C++ -*-===//
#pragma once

#include <string>

namespace schemac::document {

/// docs/schemas/document.schema.json, made of the vocabulary.
std::string jsonSchema();

} // namespace schemac::document
