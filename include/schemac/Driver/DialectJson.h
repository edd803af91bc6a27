//===- DialectJson.h - A dialect's answers as JSON --------------*- C++ -*-===//
//
// For `schemac list`, the generated documentation, and the tests that hold the tables against
// servers.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/Dialect/Dialect.h"
#include "schemac/IR/Sir.h"
#include "llvm/Support/JSON.h"

namespace schemac {

/// The rows of the lock table.
llvm::json::Array lockRulesJson(const Dialect &dialect);
/// Of statements that are no steps.
llvm::json::Array utilityRulesJson(const Dialect &dialect);

/// The rows of the table of type changes.
llvm::json::Array castRulesJson(const Dialect &dialect);

/// What becomes of a value between sample types, one of each kind and parameter relation: an object
/// for every ordered pair, except a type with itself.
llvm::json::Array typeChangesJson(const Dialect &dialect, Context &context, int version);

/// What every step of every plan of \p module costs, each plan from the module's first schema on. A
/// step that cannot be applied ends its plan.
llvm::json::Array costsJson(const Module &module, Context &context);

} // namespace schemac
