//===- UtilityForms.h - Statements that are no steps ------------*- C++ -*-===//
#pragma once

#include "schemac/Dialect/Tables.h"
#include "schemac/IR/Context.h"
#include "schemac/IR/Plan.h"
#include <string_view>
#include <vector>

namespace schemac::postgres {

enum class UtilityForm : uint8_t {
  Truncate,
  TruncateRestart, ///< RESTART IDENTITY
  LockTable,
  Vacuum,
  VacuumFull,
  Analyze,
  Reindex,
  ReindexParts, ///< of a partitioned table or index
  ReindexConcurrently,
  Cluster,
  ClusterParts, ///< of a partitioned table
  SetStatistics,
  SetColumnOptions,
  ClusterOn,
  WithoutCluster,
  SwitchTrigger,
  SwitchRule,
  SetAccessMethod,
  CreateRule,
  ChangeRule,
  RestartSequence,
  AttachIndex,
  IndexStatistics,
  ViewDefault
};

/// One statement, or one part of an ALTER TABLE.
struct UtilityCall {
  UtilityForm form = UtilityForm::Truncate;
  std::vector<QName> named; ///< tables, views; with CASCADE also what it reaches
  QName part;               ///< ALTER INDEX … ATTACH PARTITION
  Name index;               ///< REINDEX INDEX; else every index of what is named
  bool only = false;        ///< partitions and what inherits are left out
  bool all = false;         ///< nothing is named: every table, which is more than a state knows
  LockMode mode = LockMode::AccessExclusive; ///< LOCK … IN … MODE
};

/// Nothing when \p statement is none of the forms; of an ALTER TABLE, when a part is none.
std::vector<UtilityCall> utilityCalls(std::string_view statement, const Schema &before,
                                      Context &context);

} // namespace schemac::postgres
