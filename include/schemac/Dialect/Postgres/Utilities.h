//===- Utilities.h - What statements lock that are no steps -----*- C++ -*-===//
//
// TRUNCATE, REINDEX, VACUUM FULL, LOCK and parts of ALTER TABLE that change nothing of a schema.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/Dialect/Tables.h"
#include "schemac/IR/Plan.h"
#include <optional>
#include <string_view>

namespace schemac {
class Context;
}

namespace schemac::postgres {

/// What \p statement locks and costs in \p before, by UtilityLocks.def. Nothing when it is none of
/// its forms. Of an ALTER TABLE: when each of its parts is one.
std::optional<StepCost> utilityCost(std::string_view statement, const Schema &before, int version,
                                    Context &context);

/// Whether the steps of a statement only say what the state is after it, and the server does less:
/// ALTER SCHEMA … RENAME moves no table, and ALTER INDEX … ATTACH PARTITION builds no index.
bool isMoreThanDone(std::string_view statement);

/// The table, in the order in which its rows are tried.
std::vector<LockRule> utilityRules();

} // namespace schemac::postgres
