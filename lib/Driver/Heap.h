//===- Heap.h - How a command asks for memory -------------------*- C++ -*-===//
#pragma once

namespace schemac {

/// Sets the heap of this process up for work that allocates a lot in a short time; once, before
/// anything else. What is measured of it: docs/rationale/memory.md.
void prepareHeap();

} // namespace schemac
