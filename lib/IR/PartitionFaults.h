//===- PartitionFaults.h - Partitions that PostgreSQL refuses ---*- C++ -*-===//
#pragma once

#include "schemac/IR/Schema.h"

namespace schemac {

/// Why no row could be within \p bound, or its numbers are none; empty as far as is known.
std::string boundFault(Expr bound);

} // namespace schemac
