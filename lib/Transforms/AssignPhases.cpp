//===- AssignPhases.cpp - Each plain step gets its side of the gate -------===//
//
// What is left in phase `change` is right as it is. Before the gate goes what code of the source
// does not notice, after it what code of the target does not notice (see Placement.h).
//
//===----------------------------------------------------------------------===//
#include "Transforms/Gate.h"
#include "Transforms/Origins.h"
#include "Transforms/Passes.h"
#include "Transforms/PlacePolicies.h"
#include "Transforms/Placement.h"
#include "Transforms/Recipe.h"
#include "Transforms/Sql.h"
#include "schemac/Analysis/Transactions.h"
#include "schemac/IR/Access.h"
#include "schemac/IR/SchemaIndex.h"
#include "schemac/IR/SqlTokens.h"
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
    {OpKind::CreateFunction, PhaseKind::Expand, "new: nobody calls it yet"},
    {OpKind::ReplaceFunction, PhaseKind::Switch, "old code relies on what it did"},
    {OpKind::CreateTrigger, PhaseKind::Switch, "old code does not reckon with what it does"},
    {OpKind::DropTrigger, PhaseKind::Switch, "old code relies on what it does"},
    {OpKind::ReplaceTrigger, PhaseKind::Switch, "old code does not reckon with what it does"},
    {OpKind::CreateStatistics, PhaseKind::Contract,
     "over the columns as they are by then; ANALYZE fills them"},
    {OpKind::CreateView, PhaseKind::Expand, "new: nobody uses it yet"},
    {OpKind::ReplaceView, PhaseKind::Expand, "its columns stay; what is new comes after them"},
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
    {OpKind::CreatePublication, PhaseKind::Expand, "new: nobody subscribes to it yet"},
    {OpKind::RenamePublication, PhaseKind::Expand, "catalog only; subscribers must follow"},
    {OpKind::SetPublication, PhaseKind::Expand, "catalog only"},
    {OpKind::PublishTable, PhaseKind::Expand, "catalog only; subscribers get it at a refresh"},
    {OpKind::PublishNamespace, PhaseKind::Expand, "catalog only; subscribers get it at a refresh"},
    {OpKind::SetComment, PhaseKind::Expand, "catalog only; no statement reads it"},
    {OpKind::CreateIndex, PhaseKind::Expand, "the table is new: nothing to read"},
    {OpKind::AddExclusion, PhaseKind::Expand, "the table is new: no rows to check"},
    {OpKind::AlterConstraint, PhaseKind::Expand, "catalog only; says when it is checked"},
    {OpKind::SetStorage, PhaseKind::Expand, "catalog only; concerns new values"},
    {OpKind::SetCompression, PhaseKind::Expand, "catalog only; concerns new values"},
    {OpKind::SetParameters, PhaseKind::Expand, "catalog only; no statement depends on it"},
    {OpKind::SetIndexParameters, PhaseKind::Expand, "catalog only; no statement depends on it"},
    {OpKind::SetReplicaIdentity, PhaseKind::Expand, "catalog only; concerns replication"},
    {OpKind::ChangeRows, PhaseKind::Migrate, "as its author wrote it"},
    {OpKind::ValidateNotNull, PhaseKind::Migrate,
     "checks old rows while readers and writers go on"},
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

/// A role keeps what it has until the gate; what a later step takes along must come after that one.
static Place placeOfGrant(const Origins &origins, GrantOp step) {
  Place expand{OpKind::Grant, PhaseKind::Expand, "new code may need it"};
  const Target &target = step.target();
  const Table *source = target.sub ? origins.table(target.object) : nullptr;
  auto onTheWhole = [&](const Grant &g) {
    return !g.column && g.role == step.role() &&
           std::ranges::find(step.privileges(), g.privilege) != step.privileges().end();
  };
  if (source && std::ranges::any_of(source->grants, onTheWhole))
    return {OpKind::Grant, PhaseKind::Contract, "the role has it on the whole table until then"};
  return expand;
}

/// What nobody has had before is closed where it is made.
static std::optional<Place> placeOfRevoke(const PlanUnit &unit, RevokeOp step) {
  QName object = step.target().object;
  bool isNew = unit.from != nullptr && !isOfPublic(step.op);
  forEachKind([&]<class T>() {
    isNew = isNew && (step.target().kind != kindId<T>() || !unit.from->find<T>(object));
  });
  if (!isNew)
    return std::nullopt;
  for (const Phase &phase : unit.plan.phases)
    for (const Op &op : phase.steps)
      if (auto f = dynOp<CreateFunctionOp>(op); f && f->function().name == object)
        return Place{OpKind::Revoke, phase.kind, "new: nobody uses it yet"};
  return Place{OpKind::Revoke, PhaseKind::Expand, "new: nobody uses it yet"};
}

/// The owner of something new is given at once: nobody has lost anything.
static Place placeOfOwner(const Origins &origins, SetOwnerOp step) {
  const Target &target = step.target();
  if (target.kind == KindId::Table && origins.isNew(target.object))
    return {OpKind::SetOwner, PhaseKind::Expand, "new: nobody uses it yet"};
  return {OpKind::SetOwner, PhaseKind::Contract, "the former owner may need its rights until then"};
}

/// A trigger of the author. The gate asks once for one that is dropped and made.
static void askAboutTrigger(PlanUnit &unit, const Op &op) {
  SubRef path = std::get<SubRef>(op.fields[0]);
  addToGate(unit.plan, unit.context,
            fmt::format("works before and after trigger {} on {} changes", sql::quote(path.sub),
                        sql::quote(path.table)),
            {}, op.range);
}

/// What goes for good: the gate says what code must have let go of by then.
static void askAboutDrop(PlanUnit &unit, const Op &op) {
  auto ask = [&](std::string_view what, auto name) {
    addToGate(unit.plan, unit.context, fmt::format("{} {}", what, sql::quote(name)), {}, op.range);
  };
  if (auto drop = dynOp<DropViewOp>(op); drop && !drop->remade())
    ask("does not read the view", drop->view());
  else if (auto drop = dynOp<DropFunctionOp>(op); drop && !drop->remade())
    ask("does not call the function", drop->function());
  else if (auto drop = dynOp<DropSequenceOp>(op))
    ask("does not draw from the sequence", drop->name());
  else if (auto drop = dynOp<DropExtensionOp>(op))
    ask("does not use the extension", drop->name());
}

/// Nothing else is done to the table: they can be made over it as it is.
static bool isAsItWas(const PlanUnit &unit, std::span<const Op> plain, CreateStatisticsOp step) {
  QName table = step.statistics().table;
  auto touches = [&](const Op &op) {
    return !CreateStatisticsOp::classof(op) && tableOf(op) == table;
  };
  // A name that others have had is free when they are dropped.
  return unit.from && unit.from->table(table) &&
         !unit.from->find<ExtendedStatistics>(step.statistics().name) &&
         std::ranges::none_of(plain, touches) &&
         std::ranges::none_of(unit.plan.phases, [&](const Phase &phase) {
           return std::ranges::any_of(phase.steps, touches);
         });
}

/// Whether what is made before the gate needs the name of a key that goes.
static bool isNameNeeded(const Schema &to, const SubRef &key) {
  QName n{key.table.ns, key.sub};
  const Table *table = to.table(key.table);
  return !table || table->constraint(key.sub) || table->index(key.sub) || to.table(n) ||
         to.views().find(n) || to.find<Sequence>(n) || to.index().keyOwner(n);
}

static bool isReferencedBy(const Schema &from, QName table, const std::vector<Name> &columns) {
  auto isBy = [&](const Constraint &c) {
    return c.kind == ConstraintKind::ForeignKey && c.refTable == table &&
           std::ranges::is_permutation(c.refColumns, columns);
  };
  return std::ranges::any_of(from.index().referencing(table), [&](QName user) {
    return std::ranges::any_of(from.table(user)->constraints, isBy);
  });
}

/// A key that goes while another keeps the rows as unique: it refuses nothing that code of the
/// target writes, and code of the source may upsert by its columns until the gate.
static bool isImpliedKey(const PlanUnit &unit, const Origins &origins, const SubRef &path) {
  const Table *source = origins.table(path.table);
  const Constraint *key = source ? source->constraint(path.sub) : nullptr;
  if (!key || key->kind != ConstraintKind::Unique || key->deferrable || !unit.from || !unit.to ||
      source->partitionOf || origins.isDivided(path.table))
    return false;
  auto stays = [&](Name n) {
    const Column *was = source->column(n), *is = origins.targetColumn({path.table, n});
    return was && is && was->type == is->type && origins.column({path.table, n}) == was &&
           !origins.isSwitched({path.table, n});
  };
  return std::ranges::all_of(key->columns, stays) && !isNameNeeded(*unit.to, path) &&
         !isReferencedBy(*unit.from, source->name, key->columns) &&
         willBeUnique(origins, path.table, sql::keyIndex(key->name, *key));
}

/// A value of the default that the enum of the column does not have yet, when rows of old code
/// would get it, which need not be able to read it.
static Name newLabelIn(const PlanUnit &unit, const Origins &origins, SetDefaultOp step) {
  const Column *source = origins.column(step.column());
  const Column *target = origins.targetColumn(step.column());
  QName name = target && source && source->mayOmit() ? enumIn(target->type) : QName();
  const Enum *is = name ? unit.to->enumType(name) : nullptr;
  const Enum *was =
      name && enumIn(source->type) ? unit.from->enumType(enumIn(source->type)) : nullptr;
  if (!is || !was)
    return {};
  Expr value = step.value();
  std::vector<SqlToken> tokens = lexSqlTokens(value.str());
  for (const EnumLabel &l : is->labels)
    if (!was->has(l.label) && !l.renamedFrom && !tokens.empty() &&
        tokens[0].text == sql::literal(l.label.str()))
      return l.label;
  return {};
}

static Place placeOf(PlanUnit &unit, const Origins &origins, const Op &op) {
  if (auto set = dynOp<SetDefaultOp>(op))
    if (Name label = newLabelIn(unit, origins, *set)) {
      addToGate(unit.plan, unit.context,
                fmt::format("reads '{}' in {}.{}", label.str(),
                            sql::quote(set->column().table.name), sql::quote(set->column().sub)),
                {}, op.range);
      return {op.kind, PhaseKind::Contract,
              "rows of old code would get a value that it cannot read"};
    }
  if (auto drop = dynOp<DropConstraintOp>(op); drop && isImpliedKey(unit, origins, drop->path())) {
    addToGate(unit.plan, unit.context,
              fmt::format("does not upsert by {} of {}", sql::quote(drop->path().sub),
                          sql::quote(drop->path().table)),
              {}, op.range);
    return {op.kind, PhaseKind::Contract, "old code may upsert by it; another key says as much"};
  }
  if (auto type = dynOp<SetTypeOp>(op))
    return placeOfType(unit, origins, *type);
  if (auto drop = dynOp<DropConstraintOp>(op); drop && isPrimaryKey(origins, drop->path()))
    return {op.kind, PhaseKind::Migrate, "code of the target inserts without it"};
  if (auto replace = dynOp<ReplaceFunctionOp>(op))
    addToGate(unit.plan, unit.context,
              fmt::format("works with the function {} as it was and as it will be",
                          sql::quote(replace->function().name)),
              {}, op.range);
  if (CreateTriggerOp::classof(op) || DropTriggerOp::classof(op) || ReplaceTriggerOp::classof(op))
    askAboutTrigger(unit, op);
  askAboutDrop(unit, op);
  if (auto drop = dynOp<DropDefaultOp>(op))
    addToGate(unit.plan, unit.context,
              fmt::format("does not rely on the default of {}.{}",
                          sql::quote(drop->column().table.name), sql::quote(drop->column().sub)),
              {}, op.range);
  if (auto policy = placeOfPolicy(unit, origins, op))
    return {op.kind, policy->phase, policy->why};
  if (auto grant = dynOp<GrantOp>(op))
    return placeOfGrant(origins, *grant);
  if (auto revoke = dynOp<RevokeOp>(op))
    if (auto place = placeOfRevoke(unit, *revoke))
      return *place;
  if (auto owner = dynOp<SetOwnerOp>(op))
    return placeOfOwner(origins, *owner);
  if (auto refresh = dynOp<RefreshViewOp>(op); refresh && !refresh->noData())
    return {op.kind, PhaseKind::Expand, "reads only; it could not be read before"};
  auto it = std::ranges::find(Places, op.kind, &Place::kind);
  return it == std::end(Places) ? Later : *it;
}

/// Where the type of a column changes between a default that goes and one that comes, the three
/// stay together. The diff puts them in a row.
static void keepTogether(const std::vector<Op> &steps, std::vector<Place> &places) {
  for (size_t i = 2; i < steps.size(); ++i) {
    auto drop = dynOp<DropDefaultOp>(steps[i - 2]);
    auto type = dynOp<SetTypeOp>(steps[i - 1]);
    auto set = dynOp<SetDefaultOp>(steps[i]);
    if (drop && type && set && drop->column() == type->column() && type->column() == set->column())
      places[i - 2].phase = places[i].phase = places[i - 1].phase;
  }
}

void runAssignPhases(PlanUnit &unit) {
  Origins origins(unit);
  std::vector<Op> steps = takeSteps(unit, [](const Op &) { return true; });
  std::vector<Place> places;
  for (const Op &op : steps) {
    auto statistics = dynOp<CreateStatisticsOp>(op);
    places.push_back(statistics && isAsItWas(unit, steps, *statistics)
                         ? Place{op.kind, PhaseKind::Expand, "new: ANALYZE fills them"}
                         : placeOf(unit, origins, op));
  }
  keepTogether(steps, places);
  for (size_t i = 0; i < steps.size(); ++i) {
    Op &op = steps[i];
    Place place = places[i];
    op.why = op.why ? op.why : unit.context.name(place.why);
    unit.plan.phase(place.phase).steps.push_back(std::move(op));
  }
  settleGate(unit);
}

} // namespace schemac
