//===- Transactions.cpp - Which steps become visible at once --------------===//
#include "schemac/Analysis/Transactions.h"
#include <algorithm>

namespace schemac {

QName tableOf(const Op &op) {
  for (const Field &f : op.fields) {
    if (auto *sub = std::get_if<SubRef>(&f))
      return sub->table;
    if (auto *name = std::get_if<QName>(&f))
      return *name;
    if (auto *target = std::get_if<Target>(&f))
      return target->kind == KindId::Table ? target->object : QName();
    if (auto *body = std::get_if<std::shared_ptr<const Table>>(&f))
      return (*body)->name;
    if (auto *body = std::get_if<std::shared_ptr<const View>>(&f))
      return (*body)->name;
  }
  return {};
}

static bool quick(const Op &op, const StepCost &cost) {
  StepKind kind = op.step();
  return cost.inTransaction && cost.work == Work::Catalog &&
         (kind == StepKind::Change || kind == StepKind::Sync);
}

/// Takes a view, a function, a policy or a trigger of the author out of the way of a step, or puts
/// it back: nobody may see the state in between, even when the step rewrites a (small) table.
static bool standsAside(const Op &op) {
  if (auto drop = dynOp<DropViewOp>(op))
    return drop->remade();
  if (auto create = dynOp<CreateViewOp>(op))
    return create->remade();
  if (auto drop = dynOp<DropFunctionOp>(op))
    return drop->remade();
  if (auto create = dynOp<CreateFunctionOp>(op))
    return create->remade();
  if (DropPolicyOp::classof(op) || CreatePolicyOp::classof(op))
    return true;
  if (auto create = dynOp<CreateTriggerOp>(op))
    return create->def().action != nullptr;
  auto drop = dynOp<DropTriggerOp>(op);
  return drop && !drop->path().sub.str().starts_with("zzz_schemac_"); // those are our own
}

static bool isChange(const Op &op, const StepCost &cost) {
  return cost.inTransaction && (op.step() == StepKind::Change || op.step() == StepKind::Sync);
}

/// What gives a column its numbers makes way for something else: in between, inserts that leave the
/// column out would fail. On a small table the highest number may be looked for meanwhile.
static bool exchangesNumbers(const Op &last, const Op &next) {
  auto numbers = [](const Op &op) {
    return DropDefaultOp::classof(op) || SetDefaultOp::classof(op) || SetSerialOp::classof(op) ||
           AddIdentityOp::classof(op) || DropIdentityOp::classof(op);
  };
  return numbers(last) && numbers(next) &&
         std::get<SubRef>(last.fields[0]) == std::get<SubRef>(next.fields[0]);
}

/// What has an expression over a column is made again around a change of its type: in between,
/// nothing would hold the rows to it.
static bool isMadeAround(const Op &last, const Op &next) {
  auto takes = [](const Op &op) {
    return DropConstraintOp::classof(op) || DropIndexOp::classof(op) || SetTypeOp::classof(op);
  };
  auto gives = [](const Op &op) {
    return AddCheckOp::classof(op) || AddExclusionOp::classof(op) || CreateIndexOp::classof(op);
  };
  bool isType = SetTypeOp::classof(last) || SetTypeOp::classof(next);
  return tableOf(last) == tableOf(next) &&
         ((isType && (takes(last) || gives(last)) && (takes(next) || gives(next))) ||
          (gives(last) && gives(next)));
}

/// Whether the change gives the name of one table to another in this phase. Foreign keys go to that
/// at once: in between nothing would hold the rows to them.
static bool givesNames(const Phase &phase, unsigned change) {
  return std::ranges::any_of(phase.steps, [&](const Op &op) {
    return op.change == change && op.kind == OpKind::RenameTable;
  });
}

/// Rows of a small table that another one takes the place of go into it while nobody writes.
static bool copiesAtOnce(const Op &op, const StepCost &cost) {
  return CopyRowsOp::classof(op) && cost.inTransaction;
}

bool sharesTransaction(const Op &last, const StepCost &lastCost, const Op &next,
                       const StepCost &nextCost, bool sameChange, const Phase &phase) {
  if (sameChange &&
      (standsAside(last) || standsAside(next) || exchangesNumbers(last, next) ||
       isMadeAround(last, next)) &&
      isChange(last, lastCost) && isChange(next, nextCost))
    return true;
  if (sameChange && phase.kind == PhaseKind::Switch &&
      ((copiesAtOnce(last, lastCost) && isChange(next, nextCost)) ||
       (copiesAtOnce(next, nextCost) && isChange(last, lastCost))))
    return true;
  if (!quick(last, lastCost) || !quick(next, nextCost))
    return false;
  if (phase.kind == PhaseKind::Switch && (sameChange || tableOf(last) == tableOf(next)))
    return true;
  // A foreign key locks a second table: alone, but for the one it replaces.
  if (next.kind == OpKind::AddForeignKey && last.kind != OpKind::DropConstraint)
    return sameChange && givesNames(phase, next.change);
  return sameChange;
}

} // namespace schemac
