//===- Changes.cpp - What two versions of a schema have in common ---------===//
#include "Changes.h"
#include "Check.h"
#include <algorithm>

namespace schemac::prisma {

static bool configures(const BlockBody &body) {
  return body.kind == BlockKind::Datasource || body.kind == BlockKind::Generator;
}

Changes::Changes(const SchemaAst &before, const DeclaredTypes &types, const SchemaAst &after) {
  if (before.version == 0 || after.versionBefore != before.version)
    return;
  same = true;
  former = after.former;
  kept_.assign(before.blocks.size(), false);
  auto differs = [this](const BlockBody &body) {
    if (configures(body)) {
      same = false;
    } else {
      changed.insert(llvm::CachedHashStringRef(body.name));
    }
  };
  for (size_t i = 0; i != former.size(); ++i) {
    // A block that stands twice in the newer version is a mistake, so both are looked at.
    if (former[i] != None && kept_[former[i]])
      former[i] = None;
    if (former[i] == None)
      differs(*after.blocks[i].body);
    else
      kept_[former[i]] = true;
  }
  for (size_t i = 0; i != kept_.size(); ++i)
    if (!kept_[i])
      differs(*before.blocks[i].body);
  dependent.assign(former.size(), false);
  for (size_t i = 0; same && !changed.empty() && i != former.size(); ++i)
    dependent[i] = former[i] != None && dependsOnChange(before, types, former[i]);
}

/// What a valid block names is there, so that only what is no longer as it was can make a
/// difference.
bool Changes::dependsOnChange(const SchemaAst &before, const DeclaredTypes &types,
                              size_t block) const {
  const BlockBody &body = *before.blocks[block].body;
  if (types.knows(block))
    return types.any(block, body.fields.size(),
                     [&](const Block *b) { return b && !kept_[size_t(b - before.blocks.data())]; });
  return std::ranges::any_of(body.fields, [this](const Field &f) {
    return changed.contains(llvm::CachedHashStringRef(f.type.name));
  });
}

} // namespace schemac::prisma
