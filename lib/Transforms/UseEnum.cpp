//===- UseEnum.cpp - New columns of an enum that changes its name ---------===//
#include "Transforms/UseEnum.h"
#include "Transforms/Gate.h"
#include "Transforms/HelperNames.h"
#include "Transforms/Sql.h"
#include "schemac/IR/SchemaIndex.h"
#include <fmt/core.h>

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
    if (!adapt(def.type))
      return;
    tolerate(add->column(), op.range);
    op.fields[1] = detail::toField(std::move(def));
  } else if (auto create = dynOp<CreateTableOp>(op)) {
    Table body = create->table();
    bool any = false;
    for (Column &c : body.columns)
      if (adapt(c.type)) {
        any = true;
        tolerate({body.name, c.name}, op.range);
      }
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
