//===- TxLongWorkUnderLock.cpp - tx-long-work-under-lock ------------------------------===//
//
// A lock is held until the commit. What takes a moment by itself makes others wait for as long as
// all that comes after it in the transaction: said once, at the first of that. Validating right
// after NOT VALID is a rule of its own.
//
//===----------------------------------------------------------------------===//
#include "Rules/MigrationRule.h"
#include <algorithm>
#include <utility>

namespace schemac {

static bool isLong(const MigrationStep &step) {
  return step.cost.inTransaction &&
         (step.heavy || (step.works && step.op->kind != OpKind::ValidateConstraint));
}

/// Work through all rows of a table in use. Data is judged by tx-mixed-ddl-dml.
static bool takesLong(const StatementFacts &s) {
  if (s.utility && s.utility->works && s.utility->cost.inTransaction)
    return true;
  return s.kind() == MigrationStatement::Change && std::ranges::any_of(s.steps, isLong);
}

/// CREATE TABLE ... AS reads what its query reads.
static bool copiesTable(const StatementFacts &s, const MigrationContext &rule) {
  if (!s.startsWith({"create"}) || !s.has("table") || !s.has("as"))
    return false;
  for (size_t i = 0; i + 1 < s.tokens.size(); ++i) {
    if (!s.tokens[i].isWord("from") || !s.tokens[i + 1].isName())
      continue;
    std::string name = s.tokens[i + 1].name(), ns;
    if (i + 3 < s.tokens.size() && s.tokens[i + 2].isSymbol(".") && s.tokens[i + 3].isName())
      ns = std::exchange(name, s.tokens[i + 3].name());
    QName table{ns.empty() || ns == rule.dialect.defaultNamespace() ? Name()
                                                                    : rule.context.name(ns),
                rule.context.name(name)};
    if (const Table *t = rule.migration.start->table(table); t && !t->isEmpty())
      return true;
  }
  return false;
}

/// REFRESH of a view that was there reads all rows.
static bool fillsAnew(const StatementFacts &s, const MigrationContext &rule) {
  if (!s.startsWith({"refresh"}) || s.has({"no", "data"}))
    return false;
  for (const View &v : rule.migration.start->views())
    if (v.materialized && std::ranges::any_of(s.tokens, [&](const SqlToken &t) {
          return t.isName() && t.name() == v.name.name.str();
        }))
      return true;
  return false;
}

static bool sleeps(const StatementFacts &s) {
  auto isCall = [](const SqlToken &t) {
    return t.isWord("pg_sleep") || t.isWord("pg_sleep_for") || t.isWord("pg_sleep_until");
  };
  return s.kind() == MigrationStatement::Data && std::ranges::any_of(s.tokens, isCall);
}

static LockMode lockOn(const MigrationStep &step, QName table) {
  for (const LockUse &lock : step.cost.locks)
    if (lock.relation == table)
      return lock.mode;
  return LockMode::None;
}

/// What \p step holds and \p work does not lock as strongly by itself, which other rules say; null
/// when there is none.
static std::optional<QName> heldBeside(const MigrationStep &step, const StatementFacts &work) {
  auto locksToo = [&](QName table, const MigrationStep &own) {
    return lockOn(own, table) >= lockOn(step, table);
  };
  for (QName table : step.held)
    if (std::ranges::none_of(work.steps, [&](auto &own) { return locksToo(table, own); }) &&
        !(work.utility && locksToo(table, *work.utility)))
      return table;
  return std::nullopt;
}

/// The same among what a block does that is not followed, which is one transaction.
static void checkWithinBlock(MigrationContext &rule, const StatementFacts &s) {
  if (std::ranges::any_of(s.body, [](auto &t) { return t.isWord("commit"); }))
    return;
  for (size_t i = 0; i < s.supposed.size(); ++i)
    for (size_t j = i + 1; j < s.supposed.size(); ++j) {
      const MigrationStep &lock = s.supposed[i], &work = s.supposed[j];
      auto isFree = [&](QName table) { return lockOn(work, table) < lockOn(lock, table); };
      auto table = std::ranges::find_if(lock.held, isFree);
      if (lock.heavy || !isLong(work) || table == lock.held.end())
        continue;
      LockMode mode = lockOn(lock, *table);
      auto d = rule.diags.report(work.op->range, diag::warn_tx_long_work_under_lock, lockName(mode),
                                 table->str());
      d.note("the lock is taken here", lock.op->range);
      d.lock(table->str(), std::string(lockName(mode)));
      break; // said once
    }
}

void checkTxLongWorkUnderLock(MigrationContext &rule) {
  for (const StatementFacts &s : rule.statements)
    checkWithinBlock(rule, s);
  std::vector<bool> told(rule.statements.size()); // of the statements that take a lock
  for (size_t i = 0; i < rule.statements.size(); ++i) {
    const StatementFacts &s = rule.statements[i];
    if (!takesLong(s) && !s.readsAll && !copiesTable(s, rule) && !fillsAnew(s, rule) && !sleeps(s))
      continue;
    for (size_t j = 0; j < i; ++j) {
      const StatementFacts &before = rule.statements[j];
      if (!MigrationContext::sameTransaction(before, s) || before.heavy())
        continue;
      const MigrationStep *lock = before.holder();
      std::optional<QName> table = lock ? heldBeside(*lock, s) : std::nullopt;
      if (!table)
        continue;
      if (told[j])
        break;
      told[j] = true;
      auto d = rule.diags.report(s.range(), diag::warn_tx_long_work_under_lock,
                                 lockName(lockOn(*lock, *table)), table->str());
      d.note("the lock is taken here", before.range());
      d.lock(table->str(), std::string(lockName(lockOn(*lock, *table))));
      break;
    }
  }
}

} // namespace schemac
