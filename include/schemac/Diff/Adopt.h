//===- Adopt.h - What the target's form cannot say --------------*- C++ -*-===//
//
// A source form that has no words for triggers does not mean that there are none. What it cannot
// state is taken over from the old state into the target, so that nothing of it is ever dropped: it
// follows renames, goes with the column that it is on, and is rebuilt where a change is in its way.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/IR/Managed.h"
#include "schemac/IR/Schema.h"
#include <map>

namespace schemac {

/// Names of what was taken over, by aspect.
using Adopted = std::map<Aspect, std::vector<std::string>>;

/// Takes over into \p to what \p managed does not have. Renames that \p to declares are followed:
/// call it when intents are declared.
/// \p usualOwner: who owns the database, and so most of what is in it.
Adopted adoptUnmanaged(Schema &to, const Schema &from, const Managed &managed, Context &context,
                       Name usualOwner = {});

/// Takes over the partitions of each table that \p to divides and declares no partition of: a job
/// makes those. Only for states in two forms; in one form they were declared, and are taken away.
Adopted adoptPartitions(Schema &to, const Schema &from, Context &context);

struct AdoptedText {
  std::string counts;             ///< "3 views, 12 comments"
  std::vector<std::string> lines; ///< "views: a, b, c"
};
AdoptedText describeAdopted(const Adopted &adopted);

} // namespace schemac
