//===- LowerMoveColumns.cpp - Columns live in two tables for a while ------===//
//
// Before:  create_table @p { @user_id …, @bio … moved_from @users.bio }, drop_column @users.@bio
// After:   expand  { create_table @p, triggers both ways }
//          migrate { copy_rows @users into @p, verify }
//          switch to code that knows @p.@bio
//          contract { guard, drop the triggers, drop_column @users.@bio }
//
// Into a table that is there already the values are filled by a backfill, and a row of it that old
// code makes takes its values from the other table. No row is made for it: old code makes rows of
// that table itself, and would find them there. Where its rows are those that are referred to, the
// row of the other table comes last: it takes the values, or gives them.
//
//===----------------------------------------------------------------------===//
#include "Transforms/HelperNames.h"
#include "Transforms/MovedColumns.h"
#include "Transforms/NotNull.h"
#include "Transforms/PairHelper.h"
#include "Transforms/Passes.h"
#include "Transforms/Sql.h"
#include "schemac/IR/Whoever.h"
#include <algorithm>
#include <fmt/format.h>

namespace schemac {

namespace {
class ColumnsMover {
public:
  ColumnsMover(PlanUnit &unit, const Origins &origins, const MovedColumns &move,
               std::vector<Op> steps)
      : unit(unit), origins(origins), move(move), texts(move, *origins.dialect()),
        steps(std::move(steps)), r(unit, move.range(), this->steps.front().change) {}
  void run();

private:
  void makePlaces();
  void makeHelpers();
  void makeReferringHelpers();
  void helper(std::string_view what, QName table, TriggerAction action, std::string body);
  void fill();
  void require();
  void askOfTheCode();
  void leave();
  Name title() const;

  PlanUnit &unit;
  const Origins &origins;
  const MovedColumns &move;
  MoveTexts texts;
  std::vector<Op> steps; ///< of the diff: what makes the new columns and drops the old
  Recipe r;
  std::vector<PairHelper> helpers;
  size_t filledBehind = 0; ///< of the helpers: on the way back the old columns are filled then
};
} // namespace

void ColumnsMover::helper(std::string_view what, QName table, TriggerAction action,
                          std::string body) {
  helpers.push_back(makePairHelper(unit, origins,
                                   pairHelper(unit.context, move.from, move.into, what),
                                   move.into.ns, table, std::move(action), body));
}

/// On the way back what takes values along comes when there are some: new code may let a row refer
/// to another one before.
void ColumnsMover::makeReferringHelpers() {
  auto on = actionAfter;
  helper("left", move.from, on(&TriggerAction::onDelete, {}), texts.valueLeft());
  TriggerAction emptying = on(&TriggerAction::onTruncate, {});
  emptying.timing = TriggerTiming::Before; // its rows say which of the other table's are theirs
  helper("empty", move.from, emptying, texts.valuesLeft());
  helper("link", move.from, on(&TriggerAction::onUpdate, r.expr(texts.linked())),
         texts.valueLinked());
  filledBehind = helpers.size();
  TriggerAction written = on(&TriggerAction::onInsert, {}), coming = written;
  written.onUpdate = true;
  coming.timing = TriggerTiming::Before;
  helper("back", move.into, written, texts.valueMoved());
  helper("find", move.from, coming, texts.valueFound());
  helper("give", move.from, on(&TriggerAction::onInsert, {}), texts.valueGiven());
  helper("change", move.from, on(&TriggerAction::onUpdate, r.expr(texts.changed())),
         texts.valueChanged());
}

void ColumnsMover::makeHelpers() {
  if (move.refersInto)
    return makeReferringHelpers();
  auto on = actionAfter;
  TriggerAction written = on(&TriggerAction::onInsert, {});
  written.onUpdate = true;
  if (!move.makesRows()) {
    TriggerAction coming = written;
    coming.timing = TriggerTiming::Before;
    helper("take", move.into, coming, texts.valueTaken());
  }
  helper("back", move.into, written, texts.valueMoved());
  if (move.makesRows()) {
    helper("gone", move.into, on(&TriggerAction::onDelete, {}), texts.rowGone());
    helper("empty", move.into, on(&TriggerAction::onTruncate, {}), texts.rowsGone());
    TriggerAction made = on(&TriggerAction::onInsert, r.expr(texts.holds("NEW")));
    made.constraint = made.deferrable = made.initiallyDeferred = true;
    helper("make", move.from, made, texts.rowMade());
  } else {
    helper("meet", move.from, on(&TriggerAction::onInsert, {}), texts.rowMet());
  }
  helper("change", move.from, on(&TriggerAction::onUpdate, r.expr(texts.changed())),
         texts.valueChanged());
}

/// The table or the columns, without what rows that are there could not have yet.
void ColumnsMover::makePlaces() {
  for (Op &op : steps) {
    if (DropColumnOp::classof(op))
      continue;
    op.change = r.change;
    auto add = dynOp<AddColumnOp>(op);
    if (!add) {
      r.keep(PhaseKind::Expand, op, "no code knows it yet");
      continue;
    }
    Column def = add->def();
    def.nullable = true;
    ColumnExtra extra = def.extra ? *def.extra : ColumnExtra();
    extra.movedFrom = Name();
    def.extra = unit.context.make<ColumnExtra>(extra);
    r.add<AddColumnOp>(PhaseKind::Expand, "empty for now: catalog only", add->column(), def);
  }
  for (const MovedColumn &c : move.columns)
    if (!c.old->nullable)
      r.add<DropNotNullOp>(PhaseKind::Expand, "new code gives it no value",
                           SubRef{move.from, c.old->name});
}

Name ColumnsMover::title() const {
  return unit.context.name(
      fmt::format("rows of {} whose values {} does not have", move.from.str(), move.into.str()));
}

void ColumnsMover::fill() {
  if (move.makesRows()) {
    std::vector<Name> old = move.refs, now = move.keys;
    for (const MovedColumn &c : move.columns)
      old.push_back(c.old->name), now.push_back(c.now->name);
    r.add<CopyRowsOp>(PhaseKind::Migrate, "copies the values of rows that are there", move.from,
                      std::move(old), move.into, std::move(now),
                      r.expr(texts.holds(sql::quote(move.from.name))), walkKey(move.source),
                      unit.options.batchRows);
  } else
    for (const MovedColumn &c : move.columns)
      r.add<BackfillOp>(PhaseKind::Migrate, "fills the column in rows that are there",
                        SubRef{move.into, c.now->name}, r.expr(texts.valueIn(c)),
                        r.expr(texts.missingWhere(c)), walkKey(move.former),
                        unit.options.batchRows);
  r.add<VerifyOp>(PhaseKind::Migrate,
                  move.makesRows() || move.refersInto
                      ? "every value has arrived"
                      : "every value has arrived; one written since the triggers may lack its row",
                  title(), move.from, r.expr(texts.notTheSame(helpers[filledBehind].trigger.name)));
}

/// Old code may make the row before the one that has its value, so it comes without for a moment.
void ColumnsMover::require() {
  for (const MovedColumn &c : move.columns)
    if (!move.makesRows() && !c.now->nullable)
      requireColumn(r, PhaseKind::Contract, SubRef{move.into, c.now->name}, origins);
}

void ColumnsMover::askOfTheCode() {
  std::string into = sql::quote(move.into), from = sql::quote(move.from),
              was = sql::quote(move.source->name);
  for (const MovedColumn &c : move.columns) {
    std::vector<SubRef> tolerates;
    if (!move.makesRows() && !c.now->nullable)
      tolerates.push_back({move.into, c.now->name});
    r.deploy(fmt::format("reads and writes {}.{} instead of {}.{}", into, sql::quote(c.now->name),
                         was, sql::quote(c.old->name)),
             std::move(tolerates));
  }
  if (move.makesRows() && move.hasDefault())
    r.deploy(fmt::format("makes the row of {} in the transaction that makes that of {}, or upserts "
                         "it, until the phases after it are through",
                         into, from));
  for (const MovedColumn &c : move.columns)
    if (!move.makesRows() && !move.refersInto && c.now->nullable && c.now->defaultExpr)
      r.deploy(fmt::format("gives no NULL to {}.{} in an insert until the phases after it are "
                           "through, as that gets the default",
                           into, sql::quote(c.now->name)));
  if (move.refersInto)
    r.deploy(fmt::format("lets no row of {} refer to another row of {}, and deletes none whose row "
                         "of {} stays, until the phases after it are through, as the value goes "
                         "with the row of {}",
                         from, into, into, from));
  else if (!move.makesRows())
    r.deploy(fmt::format("makes every row of {} that has such a value, and does not give one to "
                         "another row of {}, until the phases after it are through",
                         into, from));
  // Each write locks the row of its own table before a trigger can lock the other one, so two that
  // begin at different tables hold what the other waits for: only code can go by one order.
  r.deploy(fmt::format("locks the row of {} (FOR NO KEY UPDATE) before it writes that of {} while "
                       "old code runs, too, as else a statement of either may fail with a deadlock "
                       "(40P01) where both write one row at once",
                       from, into));
}

/// On the way back the triggers come first, then values, which others write meanwhile.
void ColumnsMover::leave() {
  r.add<GuardOp>(PhaseKind::Contract, "such values would be lost", title(), move.from,
                 r.expr(texts.wouldBeLost()));
  require();
  for (size_t i = 0; i != helpers.size(); ++i) {
    const PairHelper &h = helpers[i];
    SubRef path{h.table, h.trigger.name};
    Op &drop =
        r.add<DropTriggerOp>(PhaseKind::Contract, "nobody writes the old columns any more", path);
    if (i != filledBehind)
      continue;
    auto back = [&](Op op) {
      op.change = r.change;
      drop.reverse.push_back(std::move(op));
    };
    back(CreateTriggerOp::make(r.range, path, h.trigger));
    for (const MovedColumn &c : move.columns)
      back(BackfillOp::make(r.range, SubRef{move.from, c.old->name}, r.expr(texts.valueOf(c)),
                            r.expr(texts.staleWhere(c)), walkKey(move.source),
                            unit.options.batchRows));
    drop.reverseClass = ReverseClass::Lossless;
  }
  for (const PairHelper &h : helpers)
    r.add<DropFunctionOp>(PhaseKind::Contract, "a helper of the triggers", h.function.name, false);
  for (Op &op : steps)
    if (DropColumnOp::classof(op)) {
      op.change = r.change;
      r.keep(PhaseKind::Contract, op, "its values are in the other table");
    }
}

void ColumnsMover::run() {
  makeHelpers();
  makePlaces();
  for (const PairHelper &h : helpers)
    keepInStep(r, PhaseKind::Expand, h);
  fill();
  askOfTheCode();
  leave();
}

/// Whether the step of the diff makes or drops one of the columns, or their table.
static bool belongsTo(const Op &op, const MovedColumns &move, const Origins &origins) {
  auto any = [&](auto has) { return std::ranges::any_of(move.columns, has); };
  if (auto create = dynOp<CreateTableOp>(op))
    return create->table().name == move.into;
  if (auto fk = dynOp<AddForeignKeyOp>(op))
    return move.makesRows() && fk->path().table == move.into &&
           origins.norm(fk->def().refTable) == origins.norm(move.from);
  if (auto add = dynOp<AddColumnOp>(op))
    return add->column().table == move.into &&
           any([&](const MovedColumn &c) { return c.now->name == add->column().sub; });
  if (auto drop = dynOp<DropColumnOp>(op))
    return drop->column().table == move.from &&
           any([&](const MovedColumn &c) { return c.old->name == drop->column().sub; });
  return false;
}

void runLowerMoveColumns(PlanUnit &unit) {
  if (!unit.from || !unit.to)
    return;
  Origins origins(unit);
  if (!origins.dialect())
    return;
  std::vector<MovedColumns> moves = findMovedColumns(unit, origins);
  for (MovedColumns &move : moves) {
    if (!canMove(unit, origins, move, moves))
      continue;
    std::vector<Op> steps =
        takeSteps(unit, [&](const Op &op) { return belongsTo(op, move, origins); });
    if (!steps.empty())
      ColumnsMover(unit, origins, move, std::move(steps)).run();
  }
}

} // namespace schemac
