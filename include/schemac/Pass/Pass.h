//===- Pass.h - Plan to plan, one step of the pipeline ----------*- C++ -*-===//
#pragma once

#include "schemac/Diag/Diag.h"
#include "schemac/Dialect/LockBudget.h"
#include "schemac/IR/Access.h"
#include "schemac/IR/Plan.h"
#include <functional>

namespace schemac {

/// What the author and the environment say about a change, beside the two schemas.
struct PlanOptions {
  LockBudget budget;             ///< how long traffic may wait, and which tables are small
  int64_t batchRows = 5'000;     ///< rows per backfill batch
  int64_t lockTimeoutMs = 2'000; ///< how long a statement may wait for a strong lock
  bool shims = true;             ///< a renamed table keeps its old name as a view until contract
};

/// What passes work on: a plan between two states.
struct PlanUnit {
  Context &context;
  DiagEngine &diags;
  const Schema *from = nullptr, *to = nullptr; ///< null when a plan stands alone (schemac-opt)
  Plan plan;
  PlanOptions options;
  /// The plan as the diff made it, for rules and for the notes that say what became of a change.
  Plan direct;
  /// What everybody lacks of functions and types of \p from, which has it from the start:
  /// RevokeOps; and what the schema `public` grants (isOfPublic()).
  std::vector<Op> closed = {};
  /// What the database grants by itself on what the plan makes.
  std::vector<DefaultPrivilege> defaultPrivileges = {};
};

class Pass {
public:
  virtual ~Pass();
  virtual std::string_view name() const = 0;
  /// Reports errors to unit.diags; the manager stops after a pass that reported one.
  virtual void run(PlanUnit &unit) = 0;
};

class PassManager {
public:
  void add(std::unique_ptr<Pass> pass) { passes.push_back(std::move(pass)); }
  /// Called after every pass that ran (--print-after, --verify-each, timing).
  std::function<void(const Pass &, const PlanUnit &)> afterPass;
  /// Runs the passes in order. False when one of them reported an error; later ones did not run.
  bool run(PlanUnit &unit);
  const std::vector<std::unique_ptr<Pass>> &list() const { return passes; }

private:
  std::vector<std::unique_ptr<Pass>> passes;
};

} // namespace schemac
