//===- Sir.h - The textual IR -----------------------------------*- C++ -*-===//
//
// print(parse(x)) is a fixed point. The language is described in docs/IR.md.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/Diag/Diag.h"
#include "schemac/IR/Plan.h"

namespace llvm {
class raw_ostream;
}

namespace schemac {

/// What one `.sir` file holds.
struct Module {
  std::vector<Schema> schemas;
  std::vector<Plan> plans;
  /// The schemas a plan starts from and leads to: the first and the last of the file, when there
  /// are two; null when there are none.
  const Schema *source() const { return schemas.size() > 1 ? &schemas.front() : nullptr; }
  const Schema *target() const { return schemas.size() > 1 ? &schemas.back() : nullptr; }
};

/// Parses a file. Never fails: what was understood is returned, what was not is reported.
/// Entities are located in \p file, or where their `loc(...)` says.
Module parseSir(SourceManager &sources, FileId file, Context &context, DiagEngine &diags);

struct SirPrintOptions {
  const SourceManager *locations = nullptr; ///< when set: trailing loc("file":line:column)
};
void printSir(const Schema &schema, llvm::raw_ostream &os, const SirPrintOptions & = {});
void printSir(const Plan &plan, llvm::raw_ostream &os, const SirPrintOptions & = {});
void printSir(const Module &module, llvm::raw_ostream &os, const SirPrintOptions & = {});
/// One step on one line, without its attributes.
std::string printOp(const Op &op);
/// A field of a step as it stands there, without its keyword. "true" for a flag; empty for what is
/// not given.
std::string printField(const Op &op, size_t index);

/// Reports what must not be in a schema: duplicates, dangling references. True when it is sound.
bool verifySchema(const Schema &schema, DiagEngine &diags);
/// The part of it that is about SQL text.
bool verifySql(const Schema &schema, DiagEngine &diags);
/// The part that a declaration alone tells: lengths that no type has, keys with a column twice.
bool verifyStructure(const Schema &schema, DiagEngine &diags);

} // namespace schemac
