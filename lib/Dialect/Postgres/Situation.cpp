//===- Situation.cpp - A step and the state it is applied to --------------===//

#include "Dialect/Postgres/Situation.h"
#include <algorithm>

namespace schemac::postgres {

Situation::Situation(const Op &op, const Schema &before) : op(op), before(before) {
  const Table *body = nullptr;
  for (const Field &f : op.fields) {
    if (auto *object = std::get_if<QName>(&f); object && !sub)
      table = *object;
    else if (auto *ref = std::get_if<SubRef>(&f))
      table = ref->table, sub = ref->sub;
    else if (auto *target = std::get_if<Target>(&f))
      table = target->object, sub = target->sub;
    else if (auto *shared = std::get_if<std::shared_ptr<const Table>>(&f))
      body = shared->get();
    else if (auto *shared = std::get_if<std::shared_ptr<const View>>(&f))
      view = shared->get(), table = view->name;
    else if (auto *shared = std::get_if<std::shared_ptr<const ExtendedStatistics>>(&f))
      table = (*shared)->table;
    else if (auto *shared = std::get_if<std::shared_ptr<const Constraint>>(&f))
      constraint = shared->get();
    else if (auto *shared = std::get_if<std::shared_ptr<const Column>>(&f))
      newColumn = shared->get();
  }
  if (auto attach = dynOp<AttachPartitionOp>(op))
    table = attach->table();
  if (auto rows = dynOp<ChangeRowsOp>(op))
    table = rows->table();
  if (auto drop = dynOp<DropStatisticsOp>(op))
    if (const auto *known = before.find<ExtendedStatistics>(drop->name()))
      table = known->table;
  if (auto refresh = dynOp<RefreshViewOp>(op))
    view = before.views().find(refresh->view());
  const Target *of = findField<Target>(op);
  own = body ? body : of && of->kind != KindId::Table ? nullptr : before.table(table);
  if (body)
    table = body->name;
  if (!own || !sub)
    return;
  // The names of columns and of constraints are apart; the first field's name tells which is meant.
  if (op.info().fields.front().name == "column")
    column = own->column(sub);
  else if (!constraint)
    constraint = own->constraint(sub);
}

static bool contains(const std::vector<Name> &names, Name n) {
  return std::find(names.begin(), names.end(), n) != names.end();
}

std::vector<const Constraint *> Situation::foreignKeys() const {
  std::vector<const Constraint *> out;
  if (constraint) {
    if (constraint->kind == ConstraintKind::ForeignKey)
      out.push_back(constraint);
    return out;
  }
  if (!own || (sub && !column))
    return out;
  for (const Constraint &c : own->constraints)
    if (c.kind == ConstraintKind::ForeignKey && (!column || contains(c.columns, column->name)))
      out.push_back(&c);
  return out;
}

bool Situation::provedNotNull(Name name) const {
  return own && std::any_of(own->constraints.begin(), own->constraints.end(), [&](auto &c) {
           return c.kind == ConstraintKind::Check && !c.notValid && !c.notEnforced &&
                  impliesNotNull(c.check.str(), name.str());
         });
}

} // namespace schemac::postgres
