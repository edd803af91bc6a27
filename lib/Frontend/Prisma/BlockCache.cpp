//===- BlockCache.cpp - Trees by the text they were made of ---------------===//
#include "BlockCacheImpl.h"

namespace schemac::prisma {

BlockCache::BlockCache() : self(std::make_unique<Impl>()) {}
BlockCache::~BlockCache() = default;

BlockCache::Stats BlockCache::stats() const {
  return {self->blocks, self->reused, self->arena.getTotalMemory()};
}

} // namespace schemac::prisma
