//===- BlockCacheImpl.h - Memory and machinery behind the cache -*- C++ -*-===//
#pragma once

#include "ErrorStrategy.h"
#include "schemac/Frontend/Prisma/Parse.h"
#include "llvm/ADT/CachedHashString.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/Support/Allocator.h"
#include <utility>
#include <vector>

namespace schemac::prisma {

/// Versions of a schema have most blocks in the same order, so the block that follows the last one
/// found is tried first, then those around it. Only where many in a row are not there (the blocks
/// were sorted in another way) are they found by a table of their texts.
struct BlockCache::Impl {
  llvm::BumpPtrAllocator arena;
  size_t blocks = 0, reused = 0;

  unsigned version = 0; ///< how many have begun

  /// A version begins: what find() looks through is the version before it.
  void beginVersion() {
    ++version;
    before = std::exchange(current, {});
    current.reserve(before.size());
    byText.clear();
    next = misses = 0;
  }

  struct Entry {
    std::string_view text; ///< a piece of the sources, which outlive the cache
    const BlockBody *body;
    uint32_t place; ///< among the blocks of its version
  };
  /// The block with this very text in the version before, if it is there without any complaint;
  /// \p place is where it stands in this one.
  const Entry *find(std::string_view text, size_t place) {
    const Entry *found = findNear(text);
    if (!found && ++misses > Patience)
      found = findAnywhere(text);
    if (found) {
      ++reused;
      current.push_back({text, found->body, uint32_t(place)});
    } else {
      ++next; // taken for one that stands in the place of another
    }
    return found;
  }
  void add(const BlockBody &body, size_t place) {
    current.push_back({body.text, &body, uint32_t(place)});
  }

private:
  static constexpr size_t Window = 8, Patience = 32;

  const Entry *at(size_t i, std::string_view text) {
    if (i >= before.size() || before[i].text != text)
      return nullptr;
    next = i + 1;
    misses = 0;
    return &before[i];
  }
  const Entry *findNear(std::string_view text) {
    size_t from = next;
    const Entry *found = at(from, text);
    for (size_t by = 1; !found && by <= Window; ++by) {
      found = at(from + by, text);
      if (!found && by <= from)
        found = at(from - by, text);
    }
    return found;
  }
  const Entry *findAnywhere(std::string_view text) {
    if (byText.empty())
      for (size_t i = 0; i != before.size(); ++i)
        byText.try_emplace(llvm::CachedHashStringRef(before[i].text), i);
    auto it = byText.find(llvm::CachedHashStringRef(text));
    return it == byText.end() ? nullptr : at(it->second, text);
  }

  std::vector<Entry> before, current;
  size_t next = 0, misses = 0;
  llvm::DenseMap<llvm::CachedHashStringRef, size_t> byText; ///< empty until it is asked
};

} // namespace schemac::prisma
