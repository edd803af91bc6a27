//===- Changes.h - What two versions of a schema have in common -*- C++ -*-===//
#pragma once

#include "schemac/Frontend/Prisma/Ast.h"
#include "llvm/ADT/CachedHashString.h"
#include "llvm/ADT/DenseSet.h"

namespace schemac::prisma {

class DeclaredTypes;

/// The blocks of the newer of two versions by what became of them. A block whose text is in both,
/// in a schema that configures the same, and whose fields have types that did not change either,
/// means the same in both: it need not be checked, lowered or compared again.
class Changes {
public:
  /// Everything changed.
  Changes() = default;
  /// \p after was parsed right after \p before, with the same cache; otherwise everything changed.
  /// \p types are those of \p before, which is valid.
  Changes(const SchemaAst &before, const DeclaredTypes &types, const SchemaAst &after);

  /// Whether anything can be taken over at all.
  bool sameConfiguration() const { return same; }
  /// Whether block \p i of the newer version means what it meant.
  bool means(size_t i) const { return same && !isNew(i) && !dependent[i]; }
  bool isNew(size_t i) const { return !same || former[i] == None; }
  /// Where block \p i, which is not new, stood in the older version.
  size_t formerOf(size_t i) const { return former[i]; }
  /// By block of the older version: whether the newer one has it.
  const std::vector<bool> &kept() const { return kept_; }

private:
  static constexpr uint32_t None = SchemaAst::NoFormer;
  bool dependsOnChange(const SchemaAst &before, const DeclaredTypes &types, size_t block) const;

  bool same = false;
  std::vector<uint32_t> former;
  std::vector<bool> dependent, kept_;
  /// Names of blocks that the versions do not have in common; few, so asking is cheap.
  llvm::DenseSet<llvm::CachedHashStringRef> changed;
};

} // namespace schemac::prisma
