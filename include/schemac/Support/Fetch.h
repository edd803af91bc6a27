//===- Fetch.h - What is far away is fetched in groups ----------*- C++ -*-===//
//
// A relation of a schema leads to any other object, so that in a large one each step of the way
// there (a model, its fields, the name of one) waits for memory. Done for a group, one step after
// the other, the waits are at the same time.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "llvm/Support/Compiler.h"
#include <algorithm>
#include <span>

namespace schemac {

/// Objects; about as many waits as a processor takes at once.
inline constexpr size_t FetchGroup = 16;

inline void fetch(const void *p, size_t bytes = 1) {
  for (size_t at = 0; at < bytes; at += 64)
    LLVM_PREFETCH(static_cast<const char *>(p) + at, 0, 3);
}

/// Calls \p stage(item) for the items of a group, then the next stage; then \p work(item).
template <class T, class Work, class... Stage>
void inGroups(std::span<T> items, Work work, Stage... stages) {
  for (; !items.empty(); items = items.subspan(std::min(FetchGroup, items.size()))) {
    std::span<T> group = items.first(std::min(FetchGroup, items.size()));
    (std::ranges::for_each(group, stages), ...);
    std::ranges::for_each(group, work);
  }
}

} // namespace schemac
