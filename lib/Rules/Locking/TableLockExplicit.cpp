//===- TableLockExplicit.cpp - table-lock-explicit ------------------------------------===//
//
// Meant for some changes, and then said so in a suppression. The weaker modes are not reported.
//
//===----------------------------------------------------------------------===//
#include "Rules/MigrationRule.h"
#include <algorithm>

namespace schemac {

/// Whether the statement behind \p lock takes the same lock, or a stronger one, anyway.
static bool isTakenNext(const MigrationContext &rule, size_t lock, QName table, LockMode mode) {
  if (lock + 1 >= rule.statements.size())
    return false;
  const StatementFacts &next = rule.statements[lock + 1];
  return MigrationContext::sameTransaction(rule.statements[lock], next) &&
         std::ranges::any_of(next.steps, [&](const MigrationStep &step) {
           return std::ranges::any_of(step.cost.locks, [&](const LockUse &use) {
             return use.relation == table && use.mode >= mode;
           });
         });
}

void checkTableLockExplicit(MigrationContext &rule) {
  for (size_t i = 0; i < rule.statements.size(); ++i) {
    const StatementFacts &s = rule.statements[i];
    if (!s.startsWith({"lock"}))
      continue;
    bool weak = s.has({"access", "share"}) || s.has({"row", "share"}) ||
                s.has({"row", "exclusive", "mode"}) || s.has({"share", "update"});
    LockMode mode = s.has({"share", "row", "exclusive"}) ? LockMode::ShareRowExclusive
                    : s.has({"in", "share", "mode"})     ? LockMode::Share
                    : s.has({"in", "exclusive", "mode"}) ? LockMode::Exclusive
                                                         : LockMode::AccessExclusive;
    // Several that the next statement needs are taken in a chosen order, and not for longer.
    bool orders = s.tables.size() > 1 && std::ranges::all_of(s.tables, [&](const NamedTable &t) {
                    return isTakenNext(rule, i, t.name, mode);
                  });
    for (const NamedTable &t : s.tables)
      if (t.known && !t.isNew && !orders && (!weak || mode == LockMode::ShareRowExclusive))
        rule.diags.report(s.range(), diag::warn_table_lock_explicit, t.name.str(), lockName(mode));
  }
}

} // namespace schemac
