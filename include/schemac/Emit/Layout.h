//===- Layout.h - Steps of a plan grouped into files and transactions -*- C++ -*-===//
//
// Consecutive steps share a transaction only when they serve the same change and each is quick work
// on the catalog: long work under a lock that an earlier statement took is what a plan must not do.
// In a switch, what belongs to one table is exchanged at once.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/Analysis/Estimate.h"
#include "schemac/Dialect/Dialect.h"
#include "schemac/Emit/Emit.h"
#include <string>

namespace schemac {

/// A step, or one operation of a step's reverse, with its SQL.
struct EmittedStep {
  unsigned id = 0;          ///< of the step, from 1 through the whole plan
  const Op *step = nullptr; ///< as the plan has it
  const Op *op = nullptr;   ///< the step itself, or the part of its reverse; null: nothing to run
  SqlStep sql;
  StepCost cost;
  int64_t rows = -1, bytes = -1;   ///< of its table, where known
  std::optional<double> ms;        ///< how long it takes, where known
  bool filledAlong = false;        ///< a backfill of rows that others of its table fill along
  std::vector<HeldLock> held;      ///< the locks it takes that make others wait, until the commit
  std::vector<LockUse> tableLocks; ///< those of `cost` on tables that are there
  /// Of what it locks, that whose traffic is not normal.
  LockedTraffic traffic;
  /// In a way back: what this step, and those of its change before it in the phase, made true and
  /// the parts of its reverse before this one leave as it is. When that does not hold, the step
  /// never ran.
  std::vector<Probe> forward;
  /// Of partitions, what this step makes a part of what it adds to the whole.
  std::vector<SubRef> takesOver;
  size_t upBlock = 0; ///< in a way back: the block that the step runs in
  /// A label for people: "add column "User"."phone" varchar(20)".
  std::string title;
};

/// Steps [begin, end) that run as one.
struct Block {
  size_t begin = 0, end = 0;
  bool transaction = true;
};

/// Steps in the order to run.
struct Script {
  std::vector<EmittedStep> steps;
  std::vector<Block> blocks;
};

struct EmittedPhase {
  const Phase *phase = nullptr;
  unsigned number = 0; ///< from 1
  std::string folder;  ///< "1_expand"
  Script up, down;
};

struct EmittedPlan {
  const Plan *plan = nullptr;
  const Dialect *dialect = nullptr;
  int version = 0;
  std::vector<EmittedPhase> phases;
};

struct ScriptOptions {
  int64_t lockTimeoutMs = 2'000;
};

/// The SQL of every step and of its reverse. \p from is the state the plan starts in; without it
/// what depends on the state (sequences, keys to batch by) is left to the server or to general
/// forms. Empty phases when no emitter knows the plan's dialect.
EmittedPlan emitPlan(const Plan &plan, const Schema *from, Context &context);

/// Tables that a block keeps others out of, when there is more than one, as they are called when it
/// begins. An application that uses two of them and the block may wait for each other, so the block
/// takes all of the locks or none, see upScript.
std::vector<LockUse> sharedLocks(const Script &script, const Block &block);

/// How long a statement of \p block may wait for a lock; 0: as long as it takes. With several
/// tables less than the server's deadlock_timeout (1 s): whoever has waited that long looks for a
/// deadlock and fails, and that must not be the application.
int64_t lockTimeoutOf(const Script &script, const Block &block, const ScriptOptions &);

/// up.sql and down.sql of a phase, for psql: blocks that the catalog shows as done are skipped, so
/// a file may be run again after a failure, and a half-run phase undone.
std::string upScript(const EmittedPlan &plan, const EmittedPhase &phase, const ScriptOptions &);
std::string downScript(const EmittedPlan &plan, const EmittedPhase &phase, const ScriptOptions &);

} // namespace schemac
