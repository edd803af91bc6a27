//===- ReleaseLocks.cpp - What a table endures in a whole release ---------===//
#include "ReleaseLocks.h"
#include "schemac/Analysis/Estimate.h"
#include "schemac/Analysis/StatementCost.h"
#include "schemac/Dialect/Dialect.h"
#include "schemac/Dialect/Postgres/Utilities.h"
#include "schemac/Driver/Diags.h"
#include "schemac/IR/Interpreter.h"
#include "schemac/Support/Amounts.h"
#include <algorithm>
#include <fmt/format.h>

namespace schemac {

namespace {

/// The steps of one transaction, with what each costs in its state.
struct Transaction {
  std::vector<StepCost> costs;
  std::vector<std::optional<double>> times;
  std::vector<SourceRange> ranges; ///< of their statements

  std::vector<HeldLock> locks() const {
    std::vector<TimedCost> timed;
    for (size_t i = 0; i < costs.size(); ++i)
      timed.push_back({&costs[i], times[i]});
    return heldLocks(timed);
  }
};

} // namespace

void ReleaseLocks::add(const sql::Script &script, bool transaction,
                       std::unordered_set<QName> created, const SourceManager &sources,
                       Context &context) {
  const Dialect *dialect = findDialect("postgres");
  if (!dialect || script.plan.phases.empty())
    return;
  const std::vector<Op> &steps = script.plan.phases.front().steps;
  Schema state = script.start;
  Transaction open;
  auto commit = [&] {
    std::map<QName, Hold> held;
    for (const HeldLock &lock : open.locks())
      if (const Table *t = script.start.table(lock.relation);
          t && lock.ms && !t->isEmpty() && !created.count(lock.relation)) {
        Hold &hold = held.try_emplace(lock.relation, Hold{LockMode::None, 0, {}, {}, t->traffic})
                         .first->second;
        if (lock.mode > hold.mode)
          hold.mode = lock.mode, hold.range = open.ranges[lock.step];
        hold.ms = std::max(hold.ms, *lock.ms);
        hold.each.emplace_back(lock.mode, *lock.ms);
      }
    for (auto &[table, hold] : held)
      holds[table].push_back(std::move(hold));
    open = {};
  };
  for (const sql::Statement &s : script.statements) {
    std::vector<const Op *> before;
    for (size_t i = s.first; i < s.first + s.count; ++i) {
      open.costs.push_back(costInStatement(*dialect, steps[i], before, state, script.start.version,
                                           sources.text(steps[i].range)));
      before.push_back(&steps[i]);
      open.times.push_back(estimateMs(steps[i], open.costs.back(), state));
      open.ranges.push_back(s.range);
      if (!apply(steps[i], state, context, nullptr))
        return;
    }
    if (auto cost = s.count ? std::nullopt
                            : postgres::utilityCost(sources.text(s.range), state,
                                                    script.start.version, context)) {
      open.times.push_back(estimateUtilityMs(*cost, state));
      open.costs.push_back(std::move(*cost));
      open.ranges.push_back(s.range);
    }
    bool ends = s.kind == sql::StatementKind::Commit || s.kind == sql::StatementKind::Rollback;
    if (ends || (!transaction && !s.inBlock))
      commit();
  }
  commit();
}

void ReleaseLocks::report(std::optional<Limit> limit, const LockBudget &budget,
                          DiagEngine &diags) const {
  for (const auto &[table, list] : holds) {
    std::optional<double> limitMs =
        limit ? limit->ms : budget.limitMs(list.back().traffic, LockMode::AccessExclusive);
    double sum = 0;
    bool alone = false; // one of them is too long by itself, which is reported as such
    for (const Hold &h : list) {
      sum += h.ms;
      alone |= std::ranges::any_of(h.each, [&](const auto &lock) {
        return !budget.allows(h.traffic, lock.first, lock.second);
      });
    }
    if (list.size() < 2 || alone || !limitMs || sum <= *limitMs)
      continue;
    auto d = diags.report(list.back().range, diag::warn_lock_budget_release, table.str(),
                          roundDuration(sum), int64_t(list.size()), exactDuration(*limitMs));
    for (const Hold &h : list)
      d.note(fmt::format("{} for {}", lockName(h.mode), roundDuration(h.ms)), h.range);
    d.lock(table.str(), std::string(lockName(list.back().mode)));
  }
}

} // namespace schemac
