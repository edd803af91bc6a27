//===- MovePlan.cpp - Which columns move ----------------------------------===//
#include "Transforms/HelperNames.h"
#include "Transforms/MovePlanner.h"
#include "Transforms/UseEnum.h"
#include "schemac/IR/Partitions.h"
#include "schemac/IR/SchemaIndex.h"
#include <algorithm>

namespace schemac {

QName leavingName(Context &context, const EnumMove &e) {
  return e.oldName == e.name ? formerEnum(context, e.name) : e.oldName;
}

/// An enum is replaced when the diff puts another type of the same name in its place, or renames
/// labels. Its steps leave `change`: what becomes of it is the group's business.
void MovePlanner::findEnums() {
  const Phase *change = unit.plan.findPhase(PhaseKind::Change);
  std::map<QName, QName> renamed = enumNames(unit, origins); // one that moves as a whole has left
  auto enumOf = [&](QName name, const Op &op) -> EnumMove * {
    QName old = name;
    for (const auto &[from, to] : renamed)
      if (from == name || to == name)
        old = from, name = to;
    for (auto &e : plan.enums)
      if (e->name == name)
        return e.get();
    const Enum *before = unit.from->enumType(old), *after = unit.to->enumType(name);
    if (!before || !after)
      return nullptr;
    auto e = std::make_unique<EnumMove>();
    e->name = name, e->oldName = old, e->before = before, e->after = after;
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

/// Types that only get another name do so after the gate.
void MovePlanner::findLaterNames() {
  const Phase *change = unit.plan.findPhase(PhaseKind::Switch);
  auto add = [&](QName from, QName to) {
    if (to == formerEnum(unit.context, from) || from == standInEnum(unit.context, to))
      return; // an exchange of two
    auto it = formerTypes.find(from);
    formerTypes[to] = it == formerTypes.end() ? from : it->second;
  };
  for (const Op &op : change ? change->steps : std::vector<Op>()) {
    if (op.fields.empty() || !std::holds_alternative<QName>(op.fields[0]))
      continue;
    QName from = origins.norm(std::get<QName>(op.fields[0]));
    if (auto rename = dynOp<RenameEnumOp>(op))
      add(from, {from.ns, rename->to()});
    else if (auto rename = dynOp<RenameTypeOp>(op))
      add(from, {from.ns, rename->to()});
    else if (auto move = dynOp<MoveEnumOp>(op))
      add(from, origins.norm(QName{move->to(), from.name}));
    else if (auto move = dynOp<MoveTypeOp>(op))
      add(from, origins.norm(QName{move->to(), from.name}));
  }
}

/// The column as it is declared, of a type by the name that this has until the switch.
const Column *MovePlanner::untilSwitch(const Column &after) {
  Type named = definedIn(after.type);
  auto it = named ? formerTypes.find(origins.norm(named.named())) : formerTypes.end();
  if (it == formerTypes.end())
    return &after;
  Type type = unit.context.namedType(named.kind(), it->second);
  auto column = std::make_unique<Column>(after);
  column->type = after.type.is(TypeKind::Array) ? unit.context.arrayType(type) : type;
  plan.columns.push_back(std::move(column));
  return plan.columns.back().get();
}

ColumnMove *MovePlanner::add(QName table, Name from, Name to, const Op &cause) {
  const Table *source = origins.table(table), *target = origins.targetTable(table);
  ColumnMove m;
  m.table = origins.norm(table), m.from = from, m.to = to;
  m.before = source ? source->column(from) : nullptr;
  m.after = target ? target->column(to) : nullptr;
  if (!m.before || !m.after)
    return nullptr;
  m.after = untilSwitch(*m.after);
  m.shadow = from == to ? shadowColumn(unit.context, to) : to;
  m.type = m.after->type;
  m.range = cause.range, m.change = cause.change;
  byTarget[{m.table, to}] = bySource[{m.table, from}] = moves.size();
  moves.push_back(std::move(m));
  return &moves.back();
}

/// A step on a column is one on those that inherit it, parents before heirs.
void MovePlanner::addFamily(QName table, Name from, Name to, const Op &cause) {
  for (QName member : familyOf(*unit.from, origins.sourceName(table)))
    if (QName now = origins.nowNamed(member); !byTarget.count({origins.norm(now), to}))
      add(now, from, to, cause);
}

void MovePlanner::findRenamed() {
  for (const Op &op : unit.plan.findPhase(PhaseKind::Change)->steps)
    if (auto rename = dynOp<RenameColumnOp>(op))
      addFamily(rename->column().table, rename->column().sub, rename->to(), op);
}

void MovePlanner::findRetyped() {
  for (const Op &op : unit.plan.findPhase(PhaseKind::Change)->steps) {
    auto set = dynOp<SetTypeOp>(op);
    if (!set || byTarget.count({origins.norm(set->column().table), set->column().sub}))
      continue;
    const Column *before = origins.column(set->column());
    if (!before || !origins.dialect())
      continue;
    if (before->generated()) // nobody but the server writes it: no second column can follow it
      continue;
    TypeChange change = typeChange(*origins.dialect(), {*unit.from, before->type},
                                   {*unit.to, set->type()}, unit.plan.version);
    bool catalog = change == TypeChange::Same || change == TypeChange::Catalog;
    if (!catalog ||
        (isBuiltAnew(unit, origins, *set) && checksProvedAnew(unit, origins, *set).empty()))
      addFamily(set->column().table, before->name, set->column().sub, op);
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
  findLaterNames();
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
