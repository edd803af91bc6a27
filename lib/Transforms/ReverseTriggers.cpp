//===- ReverseTriggers.cpp - Taking back triggers, and what they kept in step ===//
#include "Transforms/NotNull.h"
#include "Transforms/ReverseReasons.h"
#include "Transforms/Reverser.h"
#include "Transforms/SafeCast.h"
#include "Transforms/Sql.h"
#include <fmt/core.h>

namespace schemac {

static constexpr std::string_view NotConvertedBack =
    "what is written from the gate on does not come back: no cast leads to the former type";
static constexpr std::string_view FilledBack =
    "values come back; which rows had none is not recorded";

/// A new name without a way to the old one: what new code writes is under the new one alone.
Undo Reverser::operator()(CreateTriggerOp step) {
  Undo undo = undoRename(make<DropTriggerOp>(step.path()));
  const Trigger &trigger = step.def();
  bool named = origins.targetColumn({step.path().table, trigger.newColumn}); // else a helper's
  if (trigger.kind == TriggerKind::Sync && !trigger.backward && named)
    undo.how = ReverseClass::Lossy, undo.reason = NotConvertedBack;
  return undo;
}

Undo Reverser::operator()(ReplaceTriggerOp step) {
  const Table *t = table(step.path().table);
  const Trigger *trigger = t ? t->trigger(step.path().sub) : nullptr;
  return trigger ? undoRename(make<ReplaceTriggerOp>(step.path(), *trigger)) : Undo();
}

/// An expression of the author says what rows have in it.
bool Reverser::hasGivenValues(const Table &table, const Column &column) const {
  const Column *target = origins.targetColumn({table.name, column.name});
  return target && target->backfill();
}

/// Whether \p follower, filled again from \p leader, has the values that it had.
bool Reverser::keepsValues(const Table &table, const Column &follower, const Column &leader) const {
  if (!origins.dialect() || hasGivenValues(table, leader))
    return false;
  bool labels = enumIn(follower.type) && enumIn(leader.type); // guards have seen to the others
  return labels ||
         schemac::keepsValues(*origins.dialect(), {before, follower.type}, {before, leader.type});
}

/// \p leader has a value in rows in which the column that it takes the place of had none.
bool Reverser::fillsMissing(const Table &table, const Trigger &trigger,
                            const Column &leader) const {
  const Column *source = unit.from ? origins.column({table.name, leader.name}) : nullptr;
  bool both = trigger.forward && trigger.backward; // else nothing asks what it was made of
  return both && source && source->nullable && (!leader.nullable || hasGivenValues(table, leader));
}

/// The rows in which \p follower does not say what \p leader says. Where the leader can be told
/// from the follower, that decides: so a follower that is right keeps its own spelling.
Expr Reverser::staleWhere(const Table &table, const Trigger &trigger, const Column &follower,
                          const Column &leader) const {
  const Dialect *dialect = origins.dialect();
  auto spelling = [&](Type type) { return dialect ? dialect->typeName(type) : type.str(); };
  auto differs = [&](const Column &c, std::string_view value) {
    bool collated = follower.collation() || leader.collation();
    return unit.context.expr(sql::differs(c.name, c.type, spelling(c.type), value, collated));
  };
  if (trigger.backward && trigger.forward) {
    Expr differing = differs(leader, trigger.forward.str());
    if (!fillsMissing(table, trigger, leader))
      return differing;
    // A follower that is made again has nothing yet: what fills is a value like any other.
    return unit.context.expr(fmt::format("{} IS NULL AND {} IS NOT NULL OR ({})",
                                         sql::quote(follower.name), sql::quote(leader.name),
                                         differing.str()));
  }
  bool told = !enumIn(follower.type) && !enumIn(leader.type) && !hasGivenValues(table, leader);
  if (dialect && told)
    if (auto cast = safeCast(*dialect, unit.plan.version, sql::quote(follower.name), follower.type,
                             leader.type, nullptr))
      return differs(leader, cast->sql);
  return differs(follower, (trigger.backward ? trigger.backward : trigger.forward).str());
}

/// Whether the column that leads from this step on keeps another in step, which then goes: the
/// column that a trigger of this name leaves from has its values until then.
bool Reverser::staysBehind(const SubRef &trigger) const {
  const Table *t = table(trigger.table);
  Name follower = t->trigger(trigger.sub)->newColumn;
  bool later = false;
  for (const Phase &phase : unit.plan.phases)
    for (const Op &other : phase.steps) {
      if (later) {
        auto create = dynOp<CreateTriggerOp>(other);
        auto drop = dynOp<DropColumnOp>(other);
        if ((create && create->path() == trigger) ||
            (drop && drop->column() == SubRef{trigger.table, follower}))
          return true;
      }
      later |= &other == &op;
    }
  return false;
}

/// What the author's expression has made of values that were required may have no way back.
bool Reverser::mayNotFit(const Table &table, const Column &follower, const Column &leader) const {
  const Column *source = unit.from ? origins.column({table.name, leader.name}) : nullptr;
  if (!origins.dialect() || !source || source->nullable || !hasGivenValues(table, leader))
    return false;
  return !castsAll(sql::quote(leader.name), leader.type, follower.type);
}

/// After a trigger is dropped the column that it filled falls behind, so its reverse catches up.
Undo Reverser::operator()(DropTriggerOp step) {
  const Table *t = table(step.path().table);
  const Trigger *trigger = t ? t->trigger(step.path().sub) : nullptr;
  if (!trigger)
    return {};
  Undo undo = undoRename(make<CreateTriggerOp>(step.path(), *trigger));
  if (trigger->kind != TriggerKind::Sync)
    return undo;
  bool back = bool(trigger->backward);
  const Column *follower = t->column(back ? trigger->oldColumn : trigger->newColumn),
               *leader = t->column(back ? trigger->newColumn : trigger->oldColumn);
  SubRef path{step.path().table, follower->name};
  Expr where = staleWhere(*t, *trigger, *follower, *leader);
  if (leader->nullable && !follower->nullable) // a leader that was dropped is empty
    where = unit.context.expr(
        fmt::format("{} IS NOT NULL AND ({})", sql::quote(leader->name), where.str()));
  notes.refilled.push_back({path, fillsMissing(*t, *trigger, *leader)          ? FilledBack
                                  : !back && mayNotFit(*t, *follower, *leader) ? StopsWhereNotHeld
                                  : keepsValues(*t, *follower, *leader)        ? std::string_view()
                                                                               : ConvertedBack});
  if (!back && !staysBehind(step.path()))
    undo.how = ReverseClass::Lossy, undo.reason = NotConvertedBack;
  if (!back && hasGivenValues(*t, *leader)) // which rows are right cannot be told
    undo.how = ReverseClass::Lossy, undo.reason = ConvertedBack;
  undo.steps.push_back(make<BackfillOp>(path, back ? trigger->backward : trigger->forward, where,
                                        walkKey(t), unit.options.batchRows));
  return undo;
}

} // namespace schemac
