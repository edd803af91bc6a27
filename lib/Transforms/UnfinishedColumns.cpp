//===- UnfinishedColumns.cpp - What waits for a column --------------------===//
#include "Transforms/UnfinishedColumns.h"
#include "Transforms/InTheWay.h"
#include "schemac/IR/ColumnUses.h"
#include "schemac/IR/NumberTypes.h"
#include "schemac/IR/SqlNames.h"
#include <algorithm>

namespace schemac {

static bool holdsText(Type t) {
  return t.is(TypeKind::Text) || t.is(TypeKind::VarChar) || t.is(TypeKind::Char);
}

/// Whether what is written over the one is taken of the other, too.
static bool isAlike(Type a, Type b) {
  if (a.is(TypeKind::Array) && b.is(TypeKind::Array))
    return isAlike(a.element(), b.element());
  if (a == b || (isNumber(a) && isNumber(b)) || (holdsText(a) && holdsText(b)))
    return true;
  return a.kind() == b.kind() && a.kind() < TypeKind::Enum && !a.is(TypeKind::Native);
}

UnfinishedColumns::UnfinishedColumns(const PlanUnit &unit, const Origins &origins)
    : origins(origins) {
  auto see = [&](SubRef column, unsigned change) {
    const Column *source = origins.column(column), *target = origins.targetColumn(column);
    if (source && target && !isAlike(source->type, target->type))
      retyped.push_back({{origins.norm(column.table), column.sub}, target->type, change});
  };
  for (const Phase &phase : unit.plan.phases)
    for (const Op &op : phase.steps)
      if (auto set = dynOp<SetTypeOp>(op))
        see(set->column(), op.change);
      else if (auto rename = dynOp<RenameColumnOp>(op))
        see({rename->column().table, rename->to()}, op.change);
      else if (auto fill = dynOp<BackfillOp>(op))
        filled.push_back({{origins.norm(fill->column().table), fill->column().sub},
                          !origins.column(fill->column()),
                          op.change});
}

static bool hasOver(const std::vector<IndexElem> &elems, Expr where, Name column, Name table) {
  return (where && mentionsColumn(where, column, table)) ||
         std::ranges::any_of(elems, [&](const IndexElem &e) {
           return e.expr && mentionsColumn(e.expr, column, table);
         });
}

/// Whether \p op makes a part of the column's table, or of another, that is over the column.
static bool makesOver(const Op &op, SubRef c) {
  auto ofTable = [&](const SubRef &path) { return path.table == c.table; };
  auto over = [&](Expr e) { return e && mentionsColumn(e, c.sub, c.table.name); };
  if (auto step = dynOp<CreateIndexOp>(op))
    return ofTable(step->path()) &&
           hasOver(step->def().elems, step->def().where, c.sub, c.table.name);
  if (auto step = dynOp<AddExclusionOp>(op))
    return ofTable(step->path()) &&
           hasOver(step->def().more().elems, step->def().more().where, c.sub, c.table.name);
  if (auto step = dynOp<AddCheckOp>(op))
    return ofTable(step->path()) && over(step->def().check) &&
           !isNotNullCheck(step->def().check, c.sub);
  if (auto step = dynOp<CreatePolicyOp>(op))
    return ofTable(step->path()) && (over(step->def().usingExpr) || over(step->def().withCheck));
  if (auto step = dynOp<AddColumnOp>(op))
    return ofTable(step->column()) && over(step->def().generated());
  if (auto step = dynOp<AddForeignKeyOp>(op)) {
    const Constraint &k = step->def();
    return (ofTable(step->path()) && std::ranges::count(k.columns, c.sub)) ||
           (k.refTable == c.table && std::ranges::count(k.refColumns, c.sub));
  }
  Subject subject{c.table, {c.sub}};
  if (const View *view = viewMade(op))
    return concerns(subject, *view);
  if (const Function *function = functionMade(op))
    return concerns(subject, *function);
  auto trigger = dynOp<CreateTriggerOp>(op);
  return trigger && ofTable(trigger->path()) && trigger->def().action &&
         over(trigger->def().action->when);
}

/// Whether \p op keeps what it computes of the column.
static bool keepsValues(const Op &op, SubRef c) {
  if (auto step = dynOp<AddColumnOp>(op))
    return step->column().table == c.table && step->def().generation == Generation::Stored &&
           mentionsColumn(step->def().generated(), c.sub, c.table.name);
  const View *view = viewMade(op);
  return view && view->materialized && !view->noData && concerns(Subject{c.table, {c.sub}}, *view);
}

/// An index over a column without values is built in a moment and slows the filling down: no row
/// can stay in its page then. A unique one would stop it at the first value that is there twice.
static bool listsValues(const Op &op, SubRef c) {
  auto step = dynOp<CreateIndexOp>(op);
  return step && step->path().table == c.table && usesColumn(step->def(), c.sub, c.table.name);
}

bool UnfinishedColumns::awaitedBy(const Op &op, const Schema &state) const {
  return std::ranges::any_of(retyped,
                             [&](const Retyped &c) {
                               if (op.change == c.change)
                                 return false;
                               const Table *table = state.table(c.column.table);
                               const Column *now = table ? table->column(c.column.sub) : nullptr;
                               return now && !isAlike(now->type, c.type) && makesOver(op, c.column);
                             }) ||
         std::ranges::any_of(filled, [&](const Filled &c) {
           return op.change != c.change &&
                  (keepsValues(op, c.column) || (c.isNew && listsValues(op, c.column)));
         });
}

void UnfinishedColumns::ran(const Op &op) {
  if (auto fill = dynOp<BackfillOp>(op))
    std::erase_if(filled, [&](const Filled &c) {
      return c.column == SubRef{origins.norm(fill->column().table), fill->column().sub};
    });
}

} // namespace schemac
