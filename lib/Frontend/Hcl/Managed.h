//===- Managed.h - What a schema in HCL states of a database ----*- C++ -*-===//
#pragma once

#include "schemac/Frontend/Hcl/Hcl.h"

namespace schemac::hcl {

/// What the language has words for; of the younger words, only what the schema uses some word of.
Managed managedBy(const Schema &schema, Module &module);

} // namespace schemac::hcl
