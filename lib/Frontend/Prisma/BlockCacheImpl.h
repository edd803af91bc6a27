//===- BlockCacheImpl.h - Memory and machinery behind the cache -*- C++ -*-===//
#pragma once

#include "ErrorStrategy.h"
#include "schemac/Frontend/Prisma/Parse.h"
#include "llvm/ADT/CachedHashString.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/Support/Allocator.h"

namespace schemac::prisma {

struct BlockCache::Impl {
  llvm::BumpPtrAllocator arena;
  size_t blocks = 0, reused = 0;

  /// The tree of a block with this very text, if there is one without any complaint.
  const BlockBody *find(std::string_view text) {
    auto it = byText.find(llvm::CachedHashStringRef(text));
    if (it == byText.end())
      return nullptr;
    ++reused;
    return it->second;
  }
  void add(const BlockBody &body) {
    byText.try_emplace(llvm::CachedHashStringRef(body.text), &body);
  }

private:
  // The keys are pieces of the sources, which outlive the cache.
  llvm::DenseMap<llvm::CachedHashStringRef, const BlockBody *> byText;
};

} // namespace schemac::prisma
