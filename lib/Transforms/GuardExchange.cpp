//===- GuardExchange.cpp - Before two columns change places again ---------===//
//
// On the way back the former column takes its place again. By then its values may have gone with
// it, or what has been written since may have none there: whoever is asked behind the exchange has
// lost them. So the question comes first, of the former column by the name that it has until then.
//
//===----------------------------------------------------------------------===//
#include "Transforms/GuardExchange.h"
#include "Transforms/HelperNames.h"
#include "Transforms/Questions.h"
#include "Transforms/Recipe.h"
#include "Transforms/Sql.h"
#include <algorithm>
#include <fmt/core.h>

namespace schemac {

namespace {

/// A column that another has taken the place of.
struct Exchanged {
  QName table;
  Name now, former;
  Expr backward; ///< the former value from that of now; null: nothing tells it
  const Column *before, *after;
};

} // namespace

/// What a row is like whose value does not come back.
static std::string lostWhere(const Exchanged &e) {
  std::string now = sql::quote(e.now), former = sql::quote(e.former);
  if (!e.before->nullable)
    return former + " IS NULL";
  std::string lost = fmt::format("{} IS NOT NULL AND {} IS NULL", now, former);
  if (e.backward)
    return fmt::format("{} AND ({}) IS NULL", lost, e.backward.str());
  bool filled =
      e.after->backfill() || !e.after->nullable; // rows without a former value have one now
  return filled ? fmt::format("{} AND NOT EXISTS (SELECT FROM {} WHERE {} IS NOT NULL)", lost,
                              sql::quote(e.table), former)
                : lost;
}

static Op guardOf(PlanUnit &unit, const Op &cause, const Exchanged &e, Table table) {
  table.name = e.table;
  Recipe r(unit, cause);
  bool missing = !e.before->nullable && e.after->nullable; // the former column takes no NULL
  std::string_view lacks = missing ? "rows without a value of '{}' that the former column can hold"
                                   : "values of '{}' that the former column does not get";
  std::string title = fmt::format(fmt::runtime(lacks), SubRef{e.table, e.now}.str());
  Op guard = GuardOp::make(r.range, r.name(title), e.table,
                           r.expr(sql::selectWhere(table, lostWhere(e), {e.now, e.former})));
  guard.change = r.change;
  guard.why = r.name("the former column leads again, as it is");
  return guard;
}

/// The step of the exchange of \p step that is undone first.
static Op *lastOfExchange(Phase &phase, size_t step) {
  Op *last = nullptr;
  for (size_t i = step; i < phase.steps.size(); ++i)
    if (phase.steps[i].change == phase.steps[step].change && !phase.steps[i].reverse.empty())
      last = &phase.steps[i];
  return last;
}

static Expr backwardOf(const Phase &phase, QName table, Name former) {
  for (const Op &op : phase.steps)
    if (auto create = dynOp<CreateTriggerOp>(op);
        create && create->path().table == table && create->def().newColumn == former)
      return create->def().forward;
  return {};
}

/// What the column is called when all of \p phase from \p step on has run.
static SubRef nameAfter(const Phase &phase, size_t step, SubRef column) {
  for (; step < phase.steps.size(); ++step)
    if (auto rename = dynOp<RenameColumnOp>(phase.steps[step]);
        rename && rename->column() == column)
      column.sub = rename->to();
  return column;
}

/// The numbers go back last, or nearly. Whether the former type holds the last of them is known
/// before, and asked before anything has gone back.
static void guardNumbers(PlanUnit &unit, const Origins &origins, Phase &phase, size_t step) {
  Op &op = phase.steps[step];
  MoveSerialOp move(op);
  auto isGuard = [](const Op &o) { return GuardOp::classof(o); };
  if (std::ranges::none_of(op.reverse, isGuard))
    return;
  SubRef now = nameAfter(phase, step, {move.column().table, move.to()});
  const Column *before = origins.column(now), *after = origins.targetColumn(now);
  auto question = before && after ? numbersBeyond(now, after->type, before->type) : std::nullopt;
  Op *last = lastOfExchange(phase, step);
  if (!question || !last || last == &op)
    return;
  std::erase_if(op.reverse, isGuard);
  std::vector<Op> guards = guardsOf(unit, op, {*question});
  last->reverse.insert(last->reverse.begin(), guards.begin(), guards.end());
}

void guardExchanges(PlanUnit &unit, const Origins &origins, Phase &phase) {
  for (size_t i = 0; i < phase.steps.size(); ++i) {
    if (MoveSerialOp::classof(phase.steps[i]))
      guardNumbers(unit, origins, phase, i);
    auto rename = dynOp<RenameColumnOp>(phase.steps[i]);
    if (!rename || rename->to() != formerColumn(unit.context, rename->column().sub))
      continue;
    const SubRef &path = rename->column();
    const Column *before = origins.column(path), *after = origins.targetColumn(path);
    const Table *table = origins.targetTable(path.table);
    Op *last = lastOfExchange(phase, i);
    if (!before || !after || !table || !last)
      continue;
    Exchanged e{path.table, path.sub, rename->to(), backwardOf(phase, path.table, rename->to()),
                before,     after};
    last->reverse.insert(last->reverse.begin(), guardOf(unit, phase.steps[i], e, *table));
  }
}

void guardRenamed(PlanUnit &unit, const Origins &origins, Op &drop) {
  for (const Op &op : drop.reverse) {
    auto create = dynOp<CreateTriggerOp>(op);
    if (!create || create->def().kind != TriggerKind::Sync || create->def().backward)
      continue;
    QName name = create->path().table;
    Exchanged e{name, create->def().newColumn, create->def().oldColumn, {}, nullptr, nullptr};
    const Table *source = origins.table(name), *target = origins.targetTable(name);
    e.before = source ? source->column(e.former) : nullptr;
    e.after = target ? target->column(e.now) : nullptr;
    if (e.before && e.after) {
      drop.reverse.insert(drop.reverse.begin(), guardOf(unit, drop, e, *target));
      return;
    }
  }
}

} // namespace schemac
