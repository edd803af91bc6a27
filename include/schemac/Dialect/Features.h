//===- Features.h - What not every database has -----------------*- C++ -*-===//
//
// A schema may state what a database has no word for. Each such thing is a feature: found here, in
// one walk for all dialects, and looked up in the dialect's table.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/IR/Schema.h"
#include <functional>

namespace schemac {

enum class Feature : uint8_t {
#define FEATURE(ID, WHAT) ID,
#include "schemac/Dialect/Features.def"
};

/// "a character set of its own"
std::string_view featureText(Feature feature);

/// Where a table, a view, a function or a part of one has a feature: its declaration, and what it
/// is called.
using FeatureSeen = std::function<void(Feature, SourceRange, const std::string &name)>;
void eachFeature(const Table &table, const FeatureSeen &seen);
void eachFeature(const View &view, const FeatureSeen &seen);
void eachFeature(const Function &function, const FeatureSeen &seen);

} // namespace schemac
