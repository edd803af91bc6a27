//===- LoweredBlocks.h - Tables of blocks that did not change ---*- C++ -*-===//
#pragma once

#include "schemac/Frontend/Prisma/Ast.h"
#include "schemac/IR/Schema.h"
#include "llvm/ADT/CachedHashString.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"

namespace schemac::prisma {

/// What the blocks of one version of a schema became. A block of the next version with the same
/// text, in a schema that configures the same, and whose fields have types that did not change
/// either, becomes the same table: nothing has to be lowered, compared or kept twice.
class LoweredBlocks {
public:
  void reserve(size_t blocks);
  /// \p table: null for what is no table, or whose lowering said something that must be said again.
  void add(const Block &block, std::shared_ptr<Table> table);
  /// Finds out what \p next left as it was. Before takeOver().
  void compare(const SchemaAst &next);
  /// The table of block number \p i of the next version, telling its places there; null when it
  /// must be lowered.
  std::shared_ptr<const Table> takeOver(const SchemaAst &next, size_t i);

private:
  struct Lowered {
    Block block;
    std::shared_ptr<Table> table;
    bool kept = false;
  };
  bool dependsOnChange(const BlockBody &body) const;

  std::vector<Lowered> lowered;
  llvm::DenseMap<const BlockBody *, uint32_t> byBody;
  static constexpr uint32_t None = UINT32_MAX;
  std::vector<uint32_t> former; ///< by block of the next version
  /// Names of blocks that the versions do not have in common; few, so asking is cheap.
  llvm::DenseSet<llvm::CachedHashStringRef> changed;
  bool sameConfiguration = true;
};

} // namespace schemac::prisma
