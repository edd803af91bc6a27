//===- Managed.cpp - What a schema in HCL states of a database ------------===//
#include "schemac/Frontend/Hcl/Hcl.h"

namespace schemac::hcl {

/// What the language has no words for.
static constexpr Aspect Wordless[] = {Aspect::Statistics, Aspect::Publications, Aspect::Partitions,
                                      Aspect::Grants, Aspect::Owners};

Managed managed() {
  Managed m;
  for (Aspect a : Wordless)
    m.without(a);
  return m;
}

} // namespace schemac::hcl
