//===- LowerSetNotNull.cpp - A column becomes required --------------------===//
//
// When somebody said what rows without a value get, a trigger gives it to every writer and
// everything is done before the gate: both applications see only rows that have a value. Otherwise
// only the code of the target promises not to write NULL, so the proof comes after the gate, and a
// guard stops there when old rows have none.
//
//===----------------------------------------------------------------------===//
#include "Transforms/NotNull.h"
#include "Transforms/Passes.h"
#include "Transforms/Sql.h"
#include <algorithm>
#include <fmt/core.h>

namespace schemac {

static void fillFirst(Recipe &r, const Origins &origins, const SubRef &column, Expr value,
                      Type type) {
  SubRef path =
      addFillTrigger(r, origins, column, value, type, "writers that still give no value get one");
  fillNulls(r, PhaseKind::Migrate, column, value, origins.table(column.table),
            "gives rows that have no value the one that was declared");
  verifyFilled(r, PhaseKind::Migrate, column, value, origins.table(column.table));
  requireColumn(r, PhaseKind::Migrate, column, origins);
  r.add<DropTriggerOp>(PhaseKind::Contract, "no writer leaves the value out any more", path);
  r.deploy(fmt::format("always gives {}.{} a value", sql::quote(column.table.name),
                       sql::quote(column.sub)));
}

/// Old rows may keep their NULL: nothing is to be proved.
static void bindNewRows(Recipe &r, const Op &op, const SubRef &column) {
  r.deploy(fmt::format("never writes NULL to {}.{} and still accepts it when reading",
                       sql::quote(column.table.name), sql::quote(column.sub)),
           {column});
  r.keep(PhaseKind::Contract, op, "binds new rows; old rows are not scanned");
}

/// \p filled: an earlier step has seen to the rows that have no value.
static void trustTheCode(Recipe &r, const Origins &origins, const SubRef &column, bool filled) {
  requireColumn(r, PhaseKind::Contract, column, origins);
  r.deploy(fmt::format("never writes NULL to {}.{} and still accepts it when reading{}",
                       sql::quote(column.table.name), sql::quote(column.sub),
                       filled || origins.isEmpty(column.table)
                           ? ""
                           : ", and fills the rows that hold it: the next phase stops at them"),
           {column});
}

/// The phase of the statement that changes the type of the column in place. A type may also differ
/// in nothing but its name: then no statement looks at a value.
static std::optional<PhaseKind> convertedIn(const PlanUnit &unit, const Origins &origins,
                                            const SubRef &column) {
  for (const Phase &phase : unit.plan.phases)
    for (const Op &op : phase.steps)
      if (auto set = dynOp<SetTypeOp>(op);
          set && set->column().sub == column.sub &&
          origins.norm(set->column().table) == origins.norm(column.table))
        return phase.kind;
  return std::nullopt;
}

/// Whether the statement that changes the type gives rows without a value the one that was
/// declared: it is one of the new type. A wider type comes first, and holds what is filled then.
static bool fillsByType(const PlanUnit &unit, const Origins &origins, const SubRef &column,
                        const Column &target) {
  std::optional<PhaseKind> phase = convertedIn(unit, origins, column);
  return phase && (target.backfill() || *phase != PhaseKind::Expand);
}

void runLowerSetNotNull(PlanUnit &unit) {
  Origins origins(unit);
  for (const Op &op : takeSteps<SetNotNullOp>(unit, [](SetNotNullOp) { return true; })) {
    SubRef column = SetNotNullOp(op).column();
    Recipe r(unit, op);
    const Column *target = origins.targetColumn(column);
    if (SetNotNullOp(op).notValid()) {
      bindNewRows(r, op, column);
      continue;
    }
    const Column *source = origins.column(column);
    bool converted = source && target && !(source->type == target->type) &&
                     fillsByType(unit, origins, column, *target);
    Type type = source ? source->type : target ? target->type : Type();
    Expr value = target && !converted ? fillValue(unit, origins, *target, type) : Expr();
    if (value)
      fillFirst(r, origins, column, value, type);
    else
      trustTheCode(r, origins, column, converted);
  }
}

} // namespace schemac
