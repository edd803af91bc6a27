//===- Parse.h - Text of a Prisma schema to its tree ------------*- C++ -*-===//
#pragma once

#include "schemac/Diag/Diag.h"
#include "schemac/Frontend/Prisma/Ast.h"
#include <span>

namespace schemac::prisma {

/// Owns trees, and finds the tree of a block in the version parsed before by its text. Give the
/// same cache to all versions of a schema that are compiled in one run; it must outlive the trees,
/// and the SourceManager must outlive it.
class BlockCache {
public:
  BlockCache();
  ~BlockCache();
  BlockCache(const BlockCache &) = delete;
  BlockCache &operator=(const BlockCache &) = delete;

  struct Stats {
    size_t blocks = 0; ///< parsed
    size_t reused = 0; ///< found by their text
    size_t bytes = 0;  ///< memory of all trees
  };
  Stats stats() const;

  struct Impl;
  Impl &impl() { return *self; }

private:
  std::unique_ptr<Impl> self;
};

/// Parses the files of one schema. Syntax errors go to \p diags, several per file and one per
/// mistake; the tree holds what was understood.
SchemaAst parseSchema(const SourceManager &sources, std::span<const FileId> files,
                      BlockCache &cache, DiagEngine &diags);

/// Writes a tree in a line-based form, for tests.
std::string dump(const SchemaAst &schema, const SourceManager &sources);

} // namespace schemac::prisma
