//===- Heap.cpp - How a command asks for memory ---------------------------===//
#include "Heap.h"
#ifdef __GLIBC__
#include <cstdint>
#include <cstdlib>
#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>
#endif

namespace schemac {

#ifdef __GLIBC__

/// glibc keeps small pieces that were freed in lists of their own and joins all of them whenever a
/// large piece is asked for or freed, which every statement that is parsed does. Freed at once they
/// cost less: of a plan of 10,000 tables and of reading a large schema in HCL a twentieth.
static void freeAtOnce() { mallopt(M_MXFAST, 0); }

/// The first touch of a page is an interrupt, and a check of some hundred files touches some
/// thousand pages: a third of its time on a virtual machine. In pages of 2 MB it touches a few.
/// Address space is reserved, not memory; where none is given, nothing has changed.
static void growInLargePages() {
  constexpr uintptr_t Reserved = uintptr_t(1) << 30, LargePage = uintptr_t(2) << 20;
  constexpr size_t MoreThanLeft = 512 << 10;
  constexpr int Threshold = 32 << 20; // the most that glibc takes
  mallopt(M_MMAP_THRESHOLD, Threshold);
  mallopt(M_TRIM_THRESHOLD, INT32_MAX);
  mallopt(M_TOP_PAD, int(Reserved));
  auto end = [] { return reinterpret_cast<uintptr_t>(sbrk(0)); };
  uintptr_t before = end();
  // More than is left, so the heap grows by what is reserved. Volatile: a compiler leaves out what
  // nobody uses.
  void *volatile piece = malloc(MoreThanLeft);
  uintptr_t begin = reinterpret_cast<uintptr_t>(piece), after = end();
  free(piece);
  mallopt(M_TOP_PAD, 128 << 10);
  // Behind what has been touched: that stays in small pages.
  uintptr_t first = (begin + MoreThanLeft + LargePage) / LargePage * LargePage;
  if (after - before < Reserved || first >= after ||
      madvise(reinterpret_cast<void *>(first), after - first, MADV_HUGEPAGE) != 0)
    return;
  static void *volatile skipped = malloc(first - begin);
  (void)skipped;
}

void prepareHeap() {
  freeAtOnce();
  growInLargePages();
}

#else
void prepareHeap() {}
#endif

} // namespace schemac
