//===- LoweredBlocks.cpp - Tables of blocks that did not change -----------===//
#include "LoweredBlocks.h"
#include <algorithm>

namespace schemac::prisma {
namespace {

bool configures(const BlockBody &body) {
  return body.kind == BlockKind::Datasource || body.kind == BlockKind::Generator;
}

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

void LoweredBlocks::reserve(size_t blocks) {
  lowered.reserve(blocks);
  byBody.reserve(unsigned(blocks));
}

void LoweredBlocks::add(const Block &block, std::shared_ptr<Table> table) {
  byBody.try_emplace(block.body, uint32_t(lowered.size()));
  lowered.push_back({block, std::move(table)});
}

void LoweredBlocks::compare(const SchemaAst &next) {
  former.assign(next.blocks.size(), None);
  auto differs = [this](const BlockBody &body) {
    if (configures(body))
      sameConfiguration = false;
    else
      changed.insert(llvm::CachedHashStringRef(body.name));
  };
  for (size_t i = 0; i != next.blocks.size(); ++i) {
    auto it = byBody.find(next.blocks[i].body);
    if (it == byBody.end()) {
      differs(*next.blocks[i].body);
      continue;
    }
    former[i] = it->second;
    lowered[it->second].kept = true;
  }
  for (const Lowered &l : lowered)
    if (!l.kept)
      differs(*l.block.body);
}

bool LoweredBlocks::dependsOnChange(const BlockBody &body) const {
  return !changed.empty() && std::ranges::any_of(body.fields, [this](const Field &f) {
    return changed.contains(llvm::CachedHashStringRef(f.type.name));
  });
}

std::shared_ptr<const Table> LoweredBlocks::takeOver(const SchemaAst &next, size_t i) {
  if (!sameConfiguration || former[i] == None)
    return nullptr;
  Lowered &l = lowered[former[i]];
  const Block &block = next.blocks[i];
  if (!l.table || dependsOnChange(*block.body))
    return nullptr;
  move(*l.table, l.block.base, block.base);
  return std::move(l.table);
}

} // namespace schemac::prisma
