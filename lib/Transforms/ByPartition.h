//===- ByPartition.h - What is done partition by partition ------*- C++ -*-===//
//
// A statement on a partitioned table works through all of its partitions under one lock. Each
// partition by itself has the ways of a plain table, and what all of them have the whole takes
// over.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Transforms/Origins.h"
#include "Transforms/Recipe.h"

namespace schemac {

/// A check, not valid yet, that says what the bounds of \p table say.
Constraint boundsCheck(Context &context, QName table, const std::string &check);

bool isPartitioned(const Origins &origins, QName table);

/// The partitions of the source under the names of the target. Nothing when one of them has
/// partitions of its own: that is not done step by step.
std::optional<std::vector<QName>> partitionsOf(const PlanUnit &unit, const Origins &origins,
                                               QName table);

/// A primary key or unique constraint, by itself first. Done and true unless the table has
/// partitions of partitions.
bool addKeyByPartition(Recipe &r, const Origins &origins, PhaseKind phase, const SubRef &path,
                       Constraint key);

/// A foreign key, for versions that have none that is not valid on a partitioned table.
bool addForeignKeyByPartition(Recipe &r, const Origins &origins, PhaseKind phase,
                              const SubRef &path, const Constraint &key);

} // namespace schemac
