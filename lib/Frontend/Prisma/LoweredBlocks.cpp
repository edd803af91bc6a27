//===- LoweredBlocks.cpp - Tables of blocks that did not change -----------===//
#include "LoweredBlocks.h"

namespace schemac::prisma {
namespace {

/// All places of a table are in its block, so they move with it. The sum wraps around on purpose.
void move(Table &table, Loc from, Loc to) {
  auto shift = [by = to.raw - from.raw](SourceRange &range) {
    if (range.isValid())
      range = {range.begin + by, range.end + by};
  };
  shift(table.range);
  for (Column &c : table.columns)
    shift(c.range);
  for (Constraint &c : table.constraints)
    shift(c.range);
  for (Index &i : table.indexes)
    shift(i.range);
}

} // namespace

std::shared_ptr<const Table> LoweredBlocks::takeOver(const SchemaAst &next, const Changes &changes,
                                                     size_t i) {
  if (!former(changes, i))
    return nullptr;
  Lowered &l = lowered[changes.formerOf(i)];
  move(*l.table, l.base, next.blocks[i].base);
  return std::move(l.table);
}

} // namespace schemac::prisma
