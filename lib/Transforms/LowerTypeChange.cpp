//===- LowerTypeChange.cpp - A type change that rewrites --------------------===//
//
// What is only a change of the catalog stays a plain step. What writes every row becomes a second
// column and an exchange; on a small table the plain statement is over at once; see Moves.h.
//
// A change of the catalog may still read every row, for a check over the column that the server
// proves again. The check is taken off and comes back in the transaction of the change, and is
// proved behind it while readers and writers go on.
//
//===----------------------------------------------------------------------===//
#include "Transforms/Moves.h"
#include "Transforms/Passes.h"
#include "schemac/IR/ColumnUses.h"
#include <algorithm>

namespace schemac {

/// What the plain step costs in the source, with or without the checks over the column.
static std::optional<Work> workOf(const PlanUnit &unit, const Origins &origins, SetTypeOp step,
                                  bool withChecks) {
  const Table *table = origins.table(step.column().table);
  const Column *column = origins.column(step.column());
  if (!table || !column || !unit.from || !origins.dialect() || step.has_cast())
    return std::nullopt;
  Op plain = SetTypeOp::make(step.range(), SubRef{table->name, column->name}, step.type(), Expr());
  if (withChecks)
    return origins.dialect()->cost(plain, *unit.from, unit.plan.version).work;
  Schema bare = *unit.from;
  std::erase_if(bare.edit<Table>(table->name)->constraints, [&](const Constraint &c) {
    return c.kind == ConstraintKind::Check && usesColumn(c, column->name, table->name.name);
  });
  return origins.dialect()->cost(plain, bare, unit.plan.version).work;
}

bool isBuiltAnew(const PlanUnit &unit, const Origins &origins, SetTypeOp step) {
  std::optional<Work> work = workOf(unit, origins, step, true);
  return work && *work != Work::Catalog &&
         !origins.fitsBudget({step.column().table}, *work, LockMode::AccessExclusive);
}

std::vector<const Constraint *> checksProvedAnew(const PlanUnit &unit, const Origins &origins,
                                                 SetTypeOp step) {
  const Table *source = origins.table(step.column().table);
  const Table *target = origins.targetTable(step.column().table);
  const Column *column = origins.column(step.column());
  if (!source || !target || !column || column->name != step.column().sub ||
      source->name != target->name || source->partitionBy || source->partitionOf ||
      !source->inherits.empty() || !origins.heirsOf(step.column().table).empty() ||
      workOf(unit, origins, step, false) != Work::Catalog)
    return {};
  Fit change = fit(*origins.dialect(), {*unit.from, column->type}, {*unit.to, step.type()});
  if (change != Fit::Equal && change != Fit::Wider)
    return {};
  std::vector<const Constraint *> checks;
  for (const Constraint &c : source->constraints) {
    if (c.kind != ConstraintKind::Check || !usesColumn(c, column->name, source->name.name))
      continue;
    const Constraint *later = target->constraint(c.name);
    auto changesToo = [&](const Column &other) {
      const Column *was = origins.column({step.column().table, other.name});
      return other.name != column->name && usesColumn(c, other.name, source->name.name) &&
             !(was && was->name == other.name && was->type == other.type);
    };
    if (!later || !sameConstraint(*later, c) || std::ranges::any_of(target->columns, changesToo))
      return {};
    checks.push_back(&c);
  }
  return checks;
}

static void changeUnderChecks(PlanUnit &unit) {
  if (!unit.from || !unit.to)
    return;
  Origins origins(unit);
  auto wanted = [&](SetTypeOp step) {
    return isBuiltAnew(unit, origins, step) && !checksProvedAnew(unit, origins, step).empty();
  };
  for (const Op &op : takeSteps<SetTypeOp>(unit, wanted)) {
    QName table = SetTypeOp(op).column().table;
    std::vector<const Constraint *> checks = checksProvedAnew(unit, origins, SetTypeOp(op));
    Recipe r(unit, op);
    for (const Constraint *c : checks)
      r.add<DropConstraintOp>(PhaseKind::Expand, "would be proved again under the lock",
                              SubRef{table, c->name});
    r.keep(PhaseKind::Expand, op, "nothing is left to read: catalog only");
    for (const Constraint *c : checks) {
      Constraint back = *c;
      back.notValid = true;
      r.add<AddCheckOp>(PhaseKind::Expand, "as it was; old rows are not scanned",
                        SubRef{table, c->name}, back);
    }
    for (const Constraint *c : checks)
      if (!c->notValid)
        r.add<ValidateConstraintOp>(PhaseKind::Migrate,
                                    "checks old rows while readers and writers go on",
                                    SubRef{table, c->name});
  }
}

void runLowerTypeChange(PlanUnit &unit) {
  changeUnderChecks(unit);
  lowerMoves(unit, MoveReason::Type);
}

} // namespace schemac
