//===- LoweredBlocks.h - Tables of blocks that did not change ---*- C++ -*-===//
#pragma once

#include "Changes.h"
#include "schemac/IR/Schema.h"
#include <memory>

namespace schemac::prisma {

/// What the blocks of one version of a schema became: a block of the next version that means the
/// same becomes the same table, so that nothing has to be lowered, compared or kept twice.
class LoweredBlocks {
public:
  void reserve(size_t blocks) { lowered.reserve(blocks); }
  /// The next block of the older version. \p table: null for what is no table, or whose lowering
  /// said something that must be said again.
  void add(const Block &block, std::shared_ptr<Table> table) {
    lowered.push_back({block.base, std::move(table)});
  }
  /// What takeOver() would take over, to have it fetched; null when nothing.
  const Table *former(const Changes &changes, size_t i) const {
    return changes.means(i) && changes.formerOf(i) < lowered.size()
               ? lowered[changes.formerOf(i)].table.get()
               : nullptr;
  }
  /// The table of block number \p i of the next version, telling its places there; null when it
  /// must be lowered.
  std::shared_ptr<const Table> takeOver(const SchemaAst &next, const Changes &changes, size_t i);

private:
  struct Lowered {
    Loc base; ///< of the block
    std::shared_ptr<Table> table;
  };
  std::vector<Lowered> lowered;
};

} // namespace schemac::prisma
