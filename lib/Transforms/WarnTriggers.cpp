//===- WarnTriggers.cpp - Triggers that a backfill fires ------------------===//
//
// Before: backfill @t.@a = …
// After:  the same. A trigger of the author's that runs for each row that is written is named: it
//         may set a time of change, write an audit or send a message for every old row.
//
//===----------------------------------------------------------------------===//
#include "Transforms/Origins.h"
#include "Transforms/Passes.h"
#include "schemac/IR/Interpreter.h"
#include "schemac/Transforms/Diags.h"
#include <algorithm>
#include <set>

namespace schemac {

namespace {
class TriggerWarner {
public:
  explicit TriggerWarner(PlanUnit &unit) : unit(unit), origins(unit), state(*unit.from) {}
  void run();

private:
  void look(const Op &op, bool back);
  bool isAuthors(QName table, Name trigger) const;

  PlanUnit &unit;
  Origins origins;
  Schema state;
  std::set<std::pair<QName, Name>> named;
};
} // namespace

static bool runsOn(const TriggerAction &action, Name column) {
  bool enabled =
      action.enabled == TriggerEnabled::Origin || action.enabled == TriggerEnabled::Always;
  return enabled && action.onUpdate &&
         (action.updateOf.empty() || std::ranges::count(action.updateOf, column));
}

/// What keeps two tables in step while a plan runs is in neither schema.
bool TriggerWarner::isAuthors(QName table, Name trigger) const {
  const Table *was = origins.table(table), *is = origins.targetTable(table);
  return (was && was->trigger(trigger)) || (is && is->trigger(trigger)) || !unit.to;
}

void TriggerWarner::look(const Op &op, bool back) {
  if (op.kind != OpKind::Backfill && op.kind != OpKind::RestoreColumn)
    return;
  const SubRef &column = std::get<SubRef>(op.fields[0]);
  const Table *table = state.table(origins.norm(column.table));
  if (!table)
    return;
  for (const Trigger &t : table->triggers)
    if (t.action && runsOn(*t.action, column.sub) && isAuthors(table->name, t.name) &&
        named.emplace(table->name, t.name).second)
      unit.diags
          .report(op.range, diag::warn_backfill_trigger, t.name.str(), table->name.str(),
                  back ? "undoing this" : "the backfill", column.str())
          .note("let its WHEN or its function tell such writes apart, as by a setting of the "
                "session, or disable it meanwhile if no other write needs it");
}

void TriggerWarner::run() {
  for (Phase &phase : unit.plan.phases)
    for (const Op &op : phase.steps) {
      look(op, false);
      apply(op, state, unit.context, nullptr);
      for (const Op &reverse : op.reverse)
        look(reverse, true);
    }
}

void runWarnTriggers(PlanUnit &unit) {
  if (unit.from)
    TriggerWarner(unit).run();
}

} // namespace schemac
