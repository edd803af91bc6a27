//===- Managed.h - What a Prisma schema states of a database ----*- C++ -*-===//
#pragma once

#include "schemac/Frontend/Prisma/Prisma.h"
#include "schemac/IR/Managed.h"

namespace schemac::prisma {

/// Depends on the datasource and on the preview features that are on.
Managed managed(const ValidSchema &schema);

} // namespace schemac::prisma
