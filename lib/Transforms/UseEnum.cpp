//===- UseEnum.cpp - New columns of an enum that changes its name ---------===//
#include "Transforms/UseEnum.h"
#include "Transforms/Gate.h"
#include "Transforms/HelperNames.h"
#include "Transforms/Sql.h"
#include "schemac/IR/SchemaIndex.h"
#include "schemac/IR/SqlNames.h"
#include <algorithm>
#include <fmt/core.h>
#include <utility>

namespace schemac {

namespace {
/// Gives columns of one enum another.
class EnumUser {
public:
  EnumUser(PlanUnit &unit, const Origins &origins, QName wanted, QName now, QName known)
      : unit(unit), origins(origins), wanted(wanted), now(now), known(known) {}
  void adapt(Op &op);

private:
  bool adapt(Type &type) const;
  bool adapt(Column &column) const;
  bool adapt(Constraint &constraint) const;
  /// Casts to it, as in the default of an array.
  bool adapt(Expr &expr) const;
  bool adaptType(Op &op) const;
  void tolerate(SubRef column, SourceRange range);

  PlanUnit &unit;
  const Origins &origins;
  QName wanted, now, known;
};
} // namespace

bool EnumUser::adapt(Type &type) const {
  Type named = definedIn(type);
  if (!named || origins.norm(named.named()) != wanted)
    return false;
  Type other = unit.context.namedType(named.kind(), now);
  type = type.is(TypeKind::Array) ? unit.context.arrayType(other) : other;
  return true;
}

bool EnumUser::adapt(Expr &expr) const {
  Expr other = expr ? renameTypeIn(unit.context, expr, wanted, now) : expr;
  return other != std::exchange(expr, other);
}

bool EnumUser::adapt(Column &column) const {
  bool ofEnum = adapt(column.type);
  adapt(column.defaultExpr);
  return ofEnum;
}

bool EnumUser::adapt(Constraint &constraint) const { return adapt(constraint.check); }

void EnumUser::tolerate(SubRef column, SourceRange range) {
  addToGate(unit.plan, unit.context,
            fmt::format("does not name the type {} in casts", sql::quote(known)), {column}, range);
}

/// Types over it are made over the former name, and what frees a domain before the gate calls it
/// that.
bool EnumUser::adaptType(Op &op) const {
  if (auto create = dynOp<CreateDomainOp>(op)) {
    Domain body = create->domain();
    if (adapt(body.base))
      op.fields[0] = detail::toField(std::move(body));
    return true;
  }
  if (auto create = dynOp<CreateCompositeOp>(op)) {
    Composite body = create->composite();
    bool any = false;
    for (Attribute &a : body.attributes)
      any |= adapt(a.type);
    if (any)
      op.fields[0] = detail::toField(std::move(body));
    return true;
  }
  if (auto create = dynOp<CreateRangeOp>(op)) {
    RangeType body = create->range_type();
    if (adapt(body.subtype))
      op.fields[0] = detail::toField(std::move(body));
    return true;
  }
  switch (op.kind) {
  case OpKind::SetDomainDefault:
  case OpKind::DropDomainNotNull:
    if (auto &name = std::get<QName>(op.fields[0]); origins.norm(name) == wanted)
      name = now;
    return true;
  case OpKind::DropDomainCheck:
  case OpKind::RenameDomainCheck:
    if (auto &path = std::get<SubRef>(op.fields[0]); origins.norm(path.table) == wanted)
      path.table = now;
    return true;
  default:
    return false;
  }
}

void EnumUser::adapt(Op &op) {
  if (adaptType(op))
    return;
  if (auto add = dynOp<AddColumnOp>(op)) {
    Column def = add->def();
    if (adapt(def))
      tolerate(add->column(), op.range);
    op.fields[1] = detail::toField(std::move(def));
  } else if (auto set = dynOp<SetDefaultOp>(op)) {
    Expr value = set->value();
    if (adapt(value))
      op.fields[1] = value;
  } else if (auto add = dynOp<AddCheckOp>(op)) {
    Constraint def = add->def();
    if (adapt(def))
      op.fields[1] = detail::toField(std::move(def));
  } else if (auto create = dynOp<CreateTableOp>(op)) {
    Table body = create->table();
    bool any = false;
    for (Column &c : body.columns)
      if (adapt(c)) {
        any = true;
        tolerate({body.name, c.name}, op.range);
      }
    for (Constraint &c : body.constraints)
      any |= adapt(c);
    if (any)
      op.fields[0] = detail::toField(std::move(body));
  } else if (auto set = dynOp<SetTypeOp>(op)) {
    Type type = set->type();
    if (adapt(type))
      op.fields[1] = type;
  }
}

std::map<QName, QName> enumNames(const PlanUnit &unit, const Origins &origins) {
  std::map<QName, QName> names;
  auto add = [&](QName from, QName to) {
    for (auto &[first, last] : names)
      if (last == from) {
        last = to;
        return;
      }
    names.emplace(from, to);
  };
  const Phase *change = unit.plan.findPhase(PhaseKind::Change);
  for (const Op &op : change ? change->steps : std::vector<Op>()) {
    auto rename = dynOp<RenameEnumOp>(op);
    auto move = dynOp<MoveEnumOp>(op);
    QName from = rename || move ? origins.norm(std::get<QName>(op.fields[0])) : QName();
    QName to = rename ? QName{from.ns, rename->to()}
               : move ? origins.norm(QName{move->to(), from.name})
                      : QName();
    if (from && to != formerEnum(unit.context, from)) // else it is on its way out
      add(from, to);
  }
  return names;
}

QName typeBefore(const Op &op) { return std::get<QName>(op.fields[0]); }

QName typeAfter(const Op &op) {
  if (auto rename = dynOp<RenameEnumOp>(op))
    return {rename->name().ns, rename->to()};
  if (auto rename = dynOp<RenameTypeOp>(op))
    return {rename->name().ns, rename->to()};
  if (auto move = dynOp<MoveTypeOp>(op))
    return {move->to(), move->name().name};
  return {MoveEnumOp(op).to(), MoveEnumOp(op).name().name};
}

SwitchedTypes::SwitchedTypes(const PlanUnit &unit, const Origins &origins)
    : context(unit.context), origins(origins) {
  const Phase *phase = unit.plan.findPhase(PhaseKind::Switch);
  for (const Op &op : phase ? phase->steps : std::vector<Op>()) {
    if (!RenameEnumOp::classof(op) && !MoveEnumOp::classof(op) && !RenameTypeOp::classof(op) &&
        !MoveTypeOp::classof(op))
      continue;
    QName from = origins.norm(typeBefore(op)), to = origins.norm(typeAfter(op));
    auto it = std::ranges::find(names, from, &std::pair<QName, QName>::second);
    if (it == names.end())
      names.emplace_back(from, to);
    else
      it->second = to;
  }
}

bool SwitchedTypes::isEarly(QName name) const {
  return std::ranges::count(names, name, &std::pair<QName, QName>::first) != 0;
}

bool SwitchedTypes::isLate(QName name) const {
  return std::ranges::count(names, name, &std::pair<QName, QName>::second) != 0;
}

Expr SwitchedTypes::before(Expr sql) const {
  for (auto [early, late] : names)
    if (sql && !isEarly(late))
      sql = renameTypeIn(context, sql, late, early);
  return sql;
}

Expr SwitchedTypes::after(Expr sql) const {
  for (auto [early, late] : names)
    if (sql && !isLate(early))
      sql = renameTypeIn(context, sql, early, late);
  return sql;
}

QName SwitchedTypes::late(QName early) const {
  auto it = std::ranges::find(names, origins.norm(early), &std::pair<QName, QName>::first);
  return it == names.end() ? early : it->second;
}

bool SwitchedTypes::has(Type type) const {
  Type named = definedIn(type);
  return named && isEarly(origins.norm(named.named()));
}

void useEnum(PlanUnit &unit, const Origins &origins, QName wanted, QName now, QName known) {
  if (!unit.plan.findPhase(PhaseKind::Change))
    return;
  EnumUser user(unit, origins, wanted, now, known);
  // Adding to the gate may move phases about, so the steps are taken out meanwhile.
  std::vector<Op> steps = std::move(unit.plan.phase(PhaseKind::Change).steps);
  for (Op &op : steps)
    user.adapt(op);
  unit.plan.phase(PhaseKind::Change).steps = std::move(steps);
}

} // namespace schemac
