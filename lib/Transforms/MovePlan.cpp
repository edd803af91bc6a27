//===- MovePlan.cpp - Which columns move ----------------------------------===//
#include "Transforms/HelperNames.h"
#include "Transforms/MovePlanner.h"
#include "schemac/IR/SchemaIndex.h"
#include <algorithm>

namespace schemac {

/// An enum is replaced when the diff puts another type of the same name in its place, or renames
/// labels. Its steps leave `change`: what becomes of it is the group's business.
void MovePlanner::findEnums() {
  const Phase *change = unit.plan.findPhase(PhaseKind::Change);
  auto enumOf = [&](QName name, const Op &op) -> EnumMove * {
    for (auto &e : plan.enums)
      if (e->name == name)
        return e.get();
    const Enum *before = unit.from->enumType(name), *after = unit.to->enumType(name);
    if (!before || !after)
      return nullptr;
    auto e = std::make_unique<EnumMove>();
    e->name = name, e->before = before, e->after = after;
    e->range = op.range, e->change = op.change;
    plan.enums.push_back(std::move(e));
    return plan.enums.back().get();
  };
  for (const Op &op : change->steps) {
    if (auto rename = dynOp<RenameEnumOp>(op)) {
      QName name = origins.norm(rename->name());
      if (QName{name.ns, rename->to()} == formerEnum(unit.context, name))
        enumOf(name, op);
    } else if (auto label = dynOp<RenameEnumValueOp>(op)) {
      if (EnumMove *e = enumOf(origins.norm(label->name()), op))
        e->renamed.push_back({label->value(), label->to()});
    }
  }
}

ColumnMove *MovePlanner::add(QName table, Name from, Name to, const Op &cause) {
  const Table *source = origins.table(table), *target = origins.targetTable(table);
  ColumnMove m;
  m.table = origins.norm(table), m.from = from, m.to = to;
  m.before = source ? source->column(from) : nullptr;
  m.after = target ? target->column(to) : nullptr;
  if (!m.before || !m.after)
    return nullptr;
  m.shadow = from == to ? shadowColumn(unit.context, to) : to;
  m.type = m.after->type;
  m.range = cause.range, m.change = cause.change;
  byTarget[{m.table, to}] = bySource[{m.table, from}] = moves.size();
  moves.push_back(std::move(m));
  return &moves.back();
}

void MovePlanner::findRenamed() {
  for (const Op &op : unit.plan.findPhase(PhaseKind::Change)->steps)
    if (auto rename = dynOp<RenameColumnOp>(op))
      add(rename->column().table, rename->column().sub, rename->to(), op);
}

void MovePlanner::findRetyped() {
  for (const Op &op : unit.plan.findPhase(PhaseKind::Change)->steps) {
    auto set = dynOp<SetTypeOp>(op);
    if (!set || byTarget.count({origins.norm(set->column().table), set->column().sub}))
      continue;
    const Column *before = origins.column(set->column());
    if (!before || !origins.dialect())
      continue;
    TypeChange change = typeChange(*origins.dialect(), {*unit.from, before->type},
                                   {*unit.to, set->type()}, unit.plan.version);
    if (change != TypeChange::Same && change != TypeChange::Catalog)
      add(set->column().table, before->name, set->column().sub, op);
  }
}

/// Columns whose type keeps its name, but not its labels.
void MovePlanner::findEnumColumns() {
  for (auto &e : plan.enums)
    for (const Table &target : unit.to->tables()) {
      for (const Column &c : target.columns) {
        const Column *before =
            enumIn(c.type) == e->name ? origins.column({target.name, c.name}) : nullptr;
        if (!before || byTarget.count({origins.norm(target.name), c.name}))
          continue;
        Op cause;
        cause.range = c.range.isValid() ? c.range : e->range, cause.change = e->change;
        add(target.name, before->name, c.name, cause);
      }
    }
}

MovePlan MovePlanner::run() {
  findEnums();
  findRenamed();
  findRetyped();
  findEnumColumns();
  for (ColumnMove &m : moves)
    setCasts(m);
  joinAll();
  makeGroups();
  return std::move(plan);
}

MovePlan planMoves(PlanUnit &unit, const Origins &origins) {
  if (!unit.plan.findPhase(PhaseKind::Change) || !unit.from || !unit.to || !origins.dialect())
    return {};
  return MovePlanner(unit, origins).run();
}

} // namespace schemac
