//===- RefillTable.cpp - The rows of a table go into a new one ------------===//
//
// For partitions, or for what a table cannot become where it stands.
//
// Before: phase change { create_table @t_new { ... }  copy_rows @t into @t_new
//                        rename_table @t to @t_old  rename_table @t_new to @t ... drop_table @t_old
//                        }
// After:  expand   { create_table @t_new { ... }, triggers of @t that write @t_new, too }
//         migrate  { copy_rows @t into @t_new, verify }
//         switch to code that writes only rows that partitions have room for
//         switch   { verify, then in one transaction: both names, what hangs on them, and triggers
//                    of the new @t that write @t_old }
//         contract { guard, drop the triggers, drop_table @t_old }
//
// Until contract both tables have all rows, so that each of them can be the one that is used. A row
// that no partition has room for is old code's right, and has no copy; a check that is valid keeps
// such rows out before the names are exchanged, and in the other direction as long as there is a
// way back. A new table that refuses what the old one takes is made after the gate;
// one that has more, or is stored in another way, gets the name before it.
//
//===----------------------------------------------------------------------===//
#include "Transforms/ByPartition.h"
#include "Transforms/Division.h"
#include "Transforms/HelperNames.h"
#include "Transforms/NotNull.h"
#include "Transforms/PairHelper.h"
#include "Transforms/RefillTexts.h"
#include "Transforms/Sql.h"
#include "schemac/Dialect/Bounds.h"
#include "schemac/IR/Access.h"
#include "schemac/IR/Interpreter.h"
#include "schemac/IR/SchemaIndex.h"
#include "schemac/Transforms/Diags.h"
#include <algorithm>
#include <fmt/format.h>
#include <functional>
#include <utility>

namespace schemac {

namespace {

class Refill {
public:
  Refill(PlanUnit &unit, std::vector<Op> taken, std::vector<Op> given);
  void run();

private:
  void makeBeside();
  void fill();
  void askOfTheCode();
  void exchange();
  void leave();
  void refillAtOnce();
  void keepProofs();
  void keepDrops(PhaseKind phase);
  void keepExchange(std::vector<Op>::iterator first, const std::function<void()> &part,
                    const std::function<void()> &settle);
  std::vector<PairHelper> helpers(QName on, QName into, std::string_view direction);
  void question(PhaseKind phase, QName table, QName copy, bool guard);
  Op copyBack() const;

  PlanUnit &unit;
  Origins origins;
  std::vector<Op> steps, access;
  Recipe r;
  QName name, beside, aside;
  const Table *was = nullptr, *is = nullptr;
  bool divides = false;
  /// Where the new table is made, gets the rows, and takes the name.
  PhaseKind making = PhaseKind::Expand, filling = PhaseKind::Migrate, naming = PhaseKind::Switch;
  RefillTexts texts;
  std::vector<PairHelper> there, back;
  Constraint room;
};

} // namespace

static const Op *find(const std::vector<Op> &steps, OpKind kind) {
  auto it = std::ranges::find(steps, kind, &Op::kind);
  return it == steps.end() ? nullptr : &*it;
}

static std::string roomOf(const PlanUnit &unit, QName name) {
  const Table *was = unit.from->table(name), *is = unit.to->table(name);
  if (!is->partitionBy && !was->partitionBy)
    return "true";
  const Schema &state = is->partitionBy ? *unit.to : *unit.from;
  return roomInPartitions(*Origins(unit).dialect(), state, is->partitionBy ? *is : *was);
}

/// Rules of the new table that the old one does not have.
static std::vector<Name> newRules(const Table &was, const Table &is) {
  std::vector<Name> out;
  for (const Constraint &c : is.constraints)
    if (c.kind == ConstraintKind::Exclusion && !was.constraint(c.name))
      out.push_back(c.name);
  return out;
}

/// Columns that get another expression.
static std::vector<Name> remade(const Table &was, const Table &is) {
  std::vector<Name> out;
  for (const Column &c : is.columns)
    if (const Column *before = was.column(c.name); before && before->generated() != c.generated())
      out.push_back(c.name);
  return out;
}

Refill::Refill(PlanUnit &unit, std::vector<Op> taken, std::vector<Op> given)
    : unit(unit), origins(unit), steps(std::move(taken)), access(std::move(given)),
      r(unit, steps.front()), name(CopyRowsOp(*find(steps, OpKind::CopyRows)).source()),
      beside(CopyRowsOp(*find(steps, OpKind::CopyRows)).into()), was(unit.from->table(name)),
      is(unit.to->table(name)), divides(bool(is->partitionBy)),
      texts{*was, roomOf(unit, name), origins.dialect()->defaultNamespace()} {
  aside = {name.ns, RenameTableOp(*find(steps, OpKind::RenameTable)).to()};
  there = helpers(name, beside, "there");
  back = helpers(name, aside, "back");
  room = boundsCheck(unit.context, name, texts.room);
  if (was->partitionBy || is->partitionBy)
    return;
  if (!newRules(*was, *is).empty())
    making = filling = PhaseKind::Switch; // old code may write what they refuse
  else if (remade(*was, *is).empty())
    naming = PhaseKind::Migrate; // new code may read a column that is new
}

std::vector<PairHelper> Refill::helpers(QName on, QName into, std::string_view direction) {
  TriggerAction rows = actionAfter(&TriggerAction::onInsert);
  rows.onUpdate = rows.onDelete = true;
  auto called = [&](std::string_view what) {
    return pairHelper(unit.context, on, into, fmt::format("{}{}", direction, what));
  };
  return {makePairHelper(unit, origins, called(""), on.ns, on, rows, texts.written(into)),
          makePairHelper(unit, origins, called("_empty"), on.ns, on,
                         actionAfter(&TriggerAction::onTruncate), texts.emptied(into))};
}

void Refill::question(PhaseKind phase, QName table, QName copy, bool guard) {
  Name title = r.name(fmt::format("rows in which '{}' and '{}' differ", table.str(), copy.str()));
  Expr query = r.expr(texts.differences(table, copy));
  if (guard)
    r.add<GuardOp>(phase, "what only the old table has would be lost", title, table, query);
  else
    r.add<VerifyOp>(phase, "every row has its copy", title, table, query);
}

void Refill::makeBeside() {
  if (divides && texts.room != "true")
    r.add<GuardOp>(making, "they would have no place",
                   r.name(fmt::format("rows of '{}' that no partition has room for", name.str())),
                   name, r.expr(texts.withoutRoom(name)));
  for (Op &op : steps) {
    if (CopyRowsOp::classof(op))
      break;
    if (auto create = dynOp<CreateTableOp>(op);
        create && create->table().name == beside && !divides && texts.room != "true") {
      Table body = create->table();
      body.constraints.push_back(room);
      body.constraints.back().notValid = false;
      QName like = create->like();
      op = CreateTableOp::make(op.range, std::move(body), like);
      op.change = r.change;
    }
    r.keep(making, op, op.why ? op.why.str() : "no code knows it yet");
  }
  for (const PairHelper &h : there)
    keepInStep(r, making, h);
}

void Refill::fill() {
  CopyRowsOp copy(*find(steps, OpKind::CopyRows));
  bool all = !divides || texts.room == "true";
  Field where = all ? Field() : Field(r.expr(texts.room));
  Op &op =
      r.add<CopyRowsOp>(filling, "copies the rows that are there", name, copy.columns(), beside,
                        copy.into_columns(), where, walkKey(was), unit.options.batchRows);
  op.reverseClass = ReverseClass::Lossless; // they go with the table
  question(filling, name, beside, false);
}

void Refill::askOfTheCode() {
  std::string table = sql::quote(name);
  if (!was->partitionBy && !is->partitionBy) {
    for (Name rule : newRules(*was, *is))
      r.deploy(fmt::format("writes no rows that '{}' would refuse", rule.str()));
    for (Name column : remade(*was, *is))
      r.deploy(fmt::format("accepts {}.{} as it was made before and as it is to be made", table,
                           sql::quote(column)),
               {{name, column}});
    return;
  }
  if (texts.room != "true") {
    std::vector<SubRef> columns;
    for (const IndexElem &e : (divides ? is : was)->partitionBy.elems)
      if (e.column)
        columns.push_back({name, e.column});
    r.deploy(fmt::format("writes only rows of {} that its partitions have room for, until the last "
                         "phase has run",
                         table),
             std::move(columns));
  }
  r.deploy(fmt::format("reads {0} by its own name, and neither by COPY ... TO nor with ONLY; names "
                       "its partitions when the last phase has run, and empties, attaches and "
                       "detaches none of them before",
                       table));
}

static std::string_view reasonRefilled(const Op &op) {
  if (op.kind == OpKind::RenameTable)
    return "catalog only: the other table has the same rows";
  if (op.kind == OpKind::ValidateConstraint)
    return "checks old rows while readers and writers go on";
  return reasonHandedOver(op);
}

void Refill::exchange() {
  if (divides && texts.room != "true") {
    r.add<AddCheckOp>(naming, "keeps new rows to the partitions; old rows are not scanned",
                      SubRef{name, room.name}, room);
    r.add<ValidateConstraintOp>(naming, "checks old rows while readers and writers go on",
                                SubRef{name, room.name});
  }
  if (!statesAccess(*unit.from, *unit.to))
    askForPrivileges(r, naming, name, beside);
  if (filling != naming)
    question(naming, name, beside, false);
  auto part = [&] {
    for (const PairHelper &h : there)
      r.add<DropTriggerOp>(naming, "the new table is the one that is written from here on",
                           SubRef{name, h.trigger.name});
  };
  auto settle = [&] {
    for (const PairHelper &h : back)
      keepInStep(r, naming, h);
  };
  keepExchange(std::next(std::ranges::find(steps, OpKind::CopyRows, &Op::kind)), part, settle);
  for (const PairHelper &h : there)
    r.add<DropFunctionOp>(naming, "a helper of the triggers", h.function.name, false);
  keepProofs();
}

/// The steps from \p first on but for proofs and drops. Privileges and comments come before the
/// foreign keys that others have, as of these nothing is asked on the way back; so does what
/// \p settle makes. What \p part takes away goes right before the first name: on the way back the
/// foreign keys that go before that come behind, when the transaction is over.
void Refill::keepExchange(std::vector<Op>::iterator first, const std::function<void()> &part,
                          const std::function<void()> &settle) {
  bool settled = false, named = false;
  auto make = [&] {
    if (std::exchange(settled, true))
      return;
    settle();
    for (Op &given : std::exchange(access, {}))
      r.keep(naming, given, "what the table has goes on with its name");
  };
  for (auto op = first; op != steps.end(); ++op) {
    if (DropTableOp::classof(*op) || ValidateConstraintOp::classof(*op))
      continue;
    if (named && AddForeignKeyOp::classof(*op))
      make();
    if (RenameTableOp::classof(*op) && !std::exchange(named, true))
      part();
    r.keep(naming, *op, reasonRefilled(*op));
  }
  make();
}

void Refill::keepProofs() {
  for (Op &op : steps)
    if (ValidateConstraintOp::classof(op))
      r.keep(naming, op, reasonRefilled(op));
}

/// On the way back others write while rows are copied, so the triggers are there before.
Op Refill::copyBack() const {
  CopyRowsOp copy(*find(steps, OpKind::CopyRows));
  Op op = CopyRowsOp::make(r.range, name, copy.into_columns(), aside, copy.columns(), Field(),
                           walkKey(is), unit.options.batchRows);
  op.change = r.change;
  return op;
}

void Refill::leave() {
  constexpr PhaseKind At = PhaseKind::Contract;
  question(At, aside, name, true);
  for (size_t i = 0; i != back.size(); ++i) {
    SubRef path{name, back[i].trigger.name};
    Op &drop = r.add<DropTriggerOp>(At, "nobody needs the old table any more", path);
    if (i != 0)
      continue;
    Op again = CreateTriggerOp::make(r.range, path, back[i].trigger);
    again.change = r.change;
    drop.reverse = {std::move(again), copyBack()};
    drop.reverseClass = ReverseClass::Lossless;
  }
  for (const PairHelper &h : back)
    r.add<DropFunctionOp>(At, "a helper of the triggers", h.function.name, false);
  keepDrops(At);
  if (!divides && texts.room != "true")
    r.add<DropConstraintOp>(At, "rows need no partition any more", SubRef{name, room.name});
}

void Refill::keepDrops(PhaseKind phase) {
  for (Op &op : steps)
    if (DropTableOp::classof(op))
      r.keep(phase, op, "its rows are in the other table");
}

/// A small table: others wait while its rows are copied, in the transaction that exchanges names.
void Refill::refillAtOnce() {
  constexpr PhaseKind At = PhaseKind::Switch;
  if (divides && texts.room != "true")
    r.add<GuardOp>(At, "they would have no place",
                   r.name(fmt::format("rows of '{}' that no partition has room for", name.str())),
                   name, r.expr(texts.withoutRoom(name)));
  askOfTheCode();
  auto copied = std::ranges::find(steps, OpKind::CopyRows, &Op::kind);
  CopyRowsOp copy(*copied);
  auto takesName = std::ranges::find_if(copied, steps.end(), [&](const Op &op) {
    return RenameTableOp::classof(op) && RenameTableOp(op).table() == beside;
  });
  for (auto op = std::next(copied); op != takesName; ++op)
    r.keep(At, *op, reasonRefilled(*op));
  for (auto op = steps.begin(); op != copied; ++op) {
    if (auto create = dynOp<CreateTableOp>(*op); create && create->table().name == beside) {
      Op made = CreateTableOp::make(op->range, create->table(), aside);
      *op = std::move(made);
      op->change = r.change;
    }
    r.keep(At, *op, "has no rows yet");
  }
  Op &filled = r.add<CopyRowsOp>(At, "the table is small: done at once", aside, copy.columns(),
                                 beside, copy.into_columns());
  Op again = CopyRowsOp::make(r.range, beside, copy.into_columns(), aside, copy.columns());
  again.change = r.change;
  filled.reverse = {std::move(again)};
  filled.reverseClass = ReverseClass::Lossless;
  keepExchange(takesName, [] {}, [] {});
  keepDrops(At);
  keepProofs();
}

void Refill::run() {
  if (origins.isSmall(name))
    return refillAtOnce();
  makeBeside();
  fill();
  askOfTheCode();
  exchange();
  leave();
}

void refillTable(PlanUnit &unit, std::vector<Op> steps, std::vector<Op> access) {
  Refill(unit, std::move(steps), std::move(access)).run();
}

} // namespace schemac
