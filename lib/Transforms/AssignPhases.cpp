//===- AssignPhases.cpp - Each plain step gets its side of the gate -------===//
//
// What is left in phase `change` is right as it is. Before the gate goes what code of the source
// does not notice, after it what code of the target does not notice (see Placement.h).
//
//===----------------------------------------------------------------------===//
#include "Transforms/Gate.h"
#include "Transforms/Origins.h"
#include "Transforms/Passes.h"
#include "Transforms/Placement.h"
#include "Transforms/Recipe.h"
#include "Transforms/Sql.h"
#include <algorithm>
#include <fmt/core.h>

namespace schemac {

namespace {
/// Where a kind of step goes when nothing more is known of it, and why.
struct Place {
  OpKind kind;
  PhaseKind phase;
  std::string_view why;
};
} // namespace

static constexpr Place Places[] = {
    {OpKind::CreateNamespace, PhaseKind::Expand, "new: nobody uses it yet"},
    {OpKind::CreateExtension, PhaseKind::Expand, "new: nobody uses it yet"},
    {OpKind::CreateEnum, PhaseKind::Expand, "new: nobody uses it yet"},
    {OpKind::CreateDomain, PhaseKind::Expand, "new: nobody uses it yet"},
    {OpKind::CreateComposite, PhaseKind::Expand, "new: nobody uses it yet"},
    {OpKind::CreateRange, PhaseKind::Expand, "new: nobody uses it yet"},
    {OpKind::CreateSequence, PhaseKind::Expand, "new: nobody uses it yet"},
    {OpKind::UpdateExtension, PhaseKind::Expand, "new code may use what is new in it"},
    {OpKind::SetDomainDefault, PhaseKind::Expand, "catalog only; concerns new rows"},
    {OpKind::DropDomainNotNull, PhaseKind::Expand, "catalog only; new code may leave it empty"},
    {OpKind::DropDomainCheck, PhaseKind::Expand, "catalog only; may refuse what new code writes"},
    {OpKind::RenameDomainCheck, PhaseKind::Expand, "catalog only; no statement names it"},
    {OpKind::AlterSequence, PhaseKind::Expand, "catalog only; concerns what is drawn from now on"},
    {OpKind::OwnSequence, PhaseKind::Expand, "catalog only; no statement names it"},
    {OpKind::CreateTable, PhaseKind::Expand, "new: nobody uses it yet"},
    {OpKind::AddColumn, PhaseKind::Expand, "catalog only; code that does not know it goes on"},
    {OpKind::DropNotNull, PhaseKind::Expand, "catalog only; new code may leave it empty"},
    {OpKind::SetDefault, PhaseKind::Expand, "catalog only; concerns new rows"},
    {OpKind::SetSerial, PhaseKind::Expand, "catalog only; concerns new rows"},
    {OpKind::RenameIndex, PhaseKind::Expand, "catalog only; no statement names it"},
    {OpKind::RenameConstraint, PhaseKind::Expand, "catalog only; no statement names it"},
    {OpKind::DropConstraint, PhaseKind::Expand, "catalog only; may refuse what new code writes"},
    {OpKind::AddForeignKey, PhaseKind::Expand, "the table is new: no rows to check"},
    {OpKind::AddCheck, PhaseKind::Expand, "the table is new: no rows to check"},
    {OpKind::AddUnique, PhaseKind::Expand, "the table is new: no rows to check"},
    {OpKind::AddPrimaryKey, PhaseKind::Expand, "the table is new: no rows to check"},
    {OpKind::CreateIndex, PhaseKind::Expand, "the table is new: nothing to read"},
};
static constexpr Place Later{OpKind::Opaque, PhaseKind::Contract,
                             "the old code may need it until then"};

static bool isPrimaryKey(const Origins &origins, const SubRef &path) {
  const Table *source = origins.table(path.table);
  const Constraint *c = source ? source->constraint(path.sub) : nullptr;
  return c && c->kind == ConstraintKind::PrimaryKey;
}

/// Old code reads and writes the wider type like its own.
static Place placeOfType(PlanUnit &unit, const Origins &origins, SetTypeOp step) {
  const Column *source = origins.column(step.column());
  static const Schema nothing;
  Fit change = source && origins.dialect()
                   ? fit(*origins.dialect(), {unit.from ? *unit.from : nothing, source->type},
                         {unit.to ? *unit.to : nothing, step.type()})
                   : Fit::Different;
  bool harmless =
      change == Fit::Equal || change == Fit::Wider || origins.isNew(step.column().table);
  if (harmless && !origins.hasShim(step.column().table))
    return {OpKind::SetType, PhaseKind::Expand, "every old value is one of the new type"};
  addToGate(unit.plan, unit.context,
            fmt::format("accepts {}.{} as {} and as {}", sql::quote(step.column().table.name),
                        sql::quote(step.column().sub), source ? source->type.str() : "its old type",
                        step.type().str()),
            {step.column()}, step.range());
  return {OpKind::SetType, PhaseKind::Contract,
          "the new code accepts both types, the old one does not"};
}

static Place placeOf(PlanUnit &unit, const Origins &origins, const Op &op) {
  if (auto type = dynOp<SetTypeOp>(op))
    return placeOfType(unit, origins, *type);
  if (auto drop = dynOp<DropConstraintOp>(op); drop && isPrimaryKey(origins, drop->path()))
    return {op.kind, PhaseKind::Migrate, "code of the target inserts without it"};
  if (auto drop = dynOp<DropDefaultOp>(op))
    addToGate(unit.plan, unit.context,
              fmt::format("does not rely on the default of {}.{}",
                          sql::quote(drop->column().table.name), sql::quote(drop->column().sub)),
              {}, op.range);
  auto it = std::ranges::find(Places, op.kind, &Place::kind);
  return it == std::end(Places) ? Later : *it;
}

void runAssignPhases(PlanUnit &unit) {
  Origins origins(unit);
  for (Op &op : takeSteps(unit, [](const Op &) { return true; })) {
    Place place = placeOf(unit, origins, op);
    op.why = op.why ? op.why : unit.context.name(place.why);
    unit.plan.phase(place.phase).steps.push_back(std::move(op));
  }
  settleGate(unit);
}

} // namespace schemac
