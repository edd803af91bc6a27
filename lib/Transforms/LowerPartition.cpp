//===- LowerPartition.cpp - Partitions come and go ------------------------===//
//
// CREATE TABLE ... PARTITION OF keeps readers of the whole table out; a table that is made by
// itself and attached does not. Attaching reads every row of the table under a lock that nobody
// passes, and every row of the default partition, unless valid checks prove what it looks for.
// The check of the default partition refuses rows of the new one until that is attached, so a
// default partition with many rows makes it a matter of the gate.
//
//===----------------------------------------------------------------------===//
#include "Transforms/ByPartition.h"
#include "Transforms/Passes.h"
#include "Transforms/PlainWay.h"
#include "Transforms/Sql.h"
#include "schemac/Dialect/Bounds.h"
#include "schemac/IR/SchemaIndex.h"
#include "schemac/Transforms/Diags.h"
#include <algorithm>
#include <fmt/core.h>

namespace schemac {

namespace {

/// Checks that stand in for the bounds of partitions while these come and go.
class Bounds {
public:
  Bounds(Recipe &r, const Origins &origins, QName parent, Expr bound)
      : r(r), whole(origins.targetTable(parent)) {
    state = whole ? r.unit.to : r.unit.from;
    if (!whole)
      whole = origins.table(parent);
    if (!whole || !origins.dialect())
      return;
    check = boundsAsCheck(*origins.dialect(), *state, *whole, bound);
    own = origins.dialect()->partitionCheck(whole->partitionBy, bound);
  }
  void prove(PhaseKind phase, QName of, const std::string &text, std::string_view why);
  void drop(PhaseKind phase);
  bool proves() const { return !proofs.empty(); }
  /// Columns of \p of that the code may only fill within bounds for a while.
  std::vector<SubRef> columns(QName of) const;

  std::string check; ///< empty: the bounds cannot be said as a check
  std::string own;   ///< without those of the tables that the parent is a partition of

private:
  Recipe &r;
  const Table *whole;
  const Schema *state = nullptr; ///< that has it
  std::vector<SubRef> proofs;
};

void Bounds::prove(PhaseKind phase, QName of, const std::string &text, std::string_view why) {
  Constraint proof = boundsCheck(r.unit.context, of, text);
  proofs.push_back({of, proof.name});
  r.add<AddCheckOp>(phase, why, proofs.back(), proof);
  r.add<ValidateConstraintOp>(phase, "checks old rows while readers and writers go on",
                              proofs.back());
}

void Bounds::drop(PhaseKind phase) {
  for (const SubRef &path : proofs)
    r.add<DropConstraintOp>(phase, "the bounds say the same", path);
}

std::vector<SubRef> Bounds::columns(QName of) const {
  std::vector<SubRef> out;
  for (const Table *t = whole; t; t = t->partitionOf ? state->table(t->partitionOf) : nullptr)
    for (const IndexElem &e : t->partitionBy.elems)
      if (e.column)
        out.push_back({of, e.column});
  return out;
}

} // namespace

/// The default partition, when it may have many rows of what is attached to \p parent.
static const Table *restInUse(const Recipe &r, const Origins &origins, QName parent, Expr bound) {
  const Table *rest =
      r.unit.from ? defaultPartition(*r.unit.from, origins.sourceName(parent)) : nullptr;
  return rest && !origins.isSmall(rest->name) && bound ? rest : nullptr;
}

static void attach(Recipe &r, const Origins &origins, AttachPartitionOp step, PhaseKind phase) {
  QName table = step.table(), parent = step.parent();
  Bounds bounds(r, origins, parent, step.bound());
  const Table *rest = restInUse(r, origins, parent, step.bound());
  bool tableHasRows = !origins.isSmall(table);
  if ((bounds.check.empty() && tableHasRows) || (bounds.own.empty() && rest)) {
    notePlainWay(
        r.unit.diags.report(r.range, diag::err_partition_unproved, table.str(), parent.str()),
        origins, tableHasRows && bounds.check.empty() ? table : rest->name);
    return;
  }
  if (tableHasRows)
    bounds.prove(phase, table, bounds.check,
                 "keeps new rows to the bounds; old rows are not scanned");
  if (rest) {
    phase = PhaseKind::Contract;
    QName name = origins.nowNamed(rest->name);
    r.deploy(fmt::format("writes no rows that belong to {} before the last phase has run",
                         sql::quote(table)),
             bounds.columns(name));
    bounds.prove(phase, name, "NOT (" + bounds.own + ")",
                 "keeps new rows to the bounds; rows of the new partition are refused until it is "
                 "attached");
  }
  r.add<AttachPartitionOp>(phase,
                           bounds.proves() ? "takes the validated checks as proof: no scan"
                                           : "readers and writers of the whole table go on",
                           table, parent, step.bound());
  bounds.drop(phase);
}

/// Columns of \p table that are numbered as long as it is a partition of \p parent, from 17 on.
static std::vector<SubRef> numbered(const Recipe &r, const Table *parent, const Schema *state,
                                    QName table, bool always) {
  while (parent && parent->partitionOf)
    parent = state->table(parent->partitionOf);
  std::vector<SubRef> out;
  if (!parent || (r.unit.plan.version > 0 && r.unit.plan.version < 17))
    return out;
  for (const Column &c : parent->columns)
    if (c.generation == Generation::IdentityAlways ||
        (!always && c.generation == Generation::IdentityByDefault))
      out.push_back({table, c.name});
  return out;
}

/// Takes off \p table what may refuse rows and goes in this plan: it goes first.
static void forgetDropped(Table &table, const Table &target) {
  std::erase_if(table.constraints, [&](const Constraint &c) {
    return std::ranges::none_of(target.constraints, [&](Constraint now) {
      bool named = now.name == c.name;
      now.name = c.name;
      return named || sameConstraint(now, c);
    });
  });
  std::erase_if(table.indexes, [&](const Index &i) {
    return i.unique && std::ranges::none_of(target.indexes, [&](Index now) {
             bool named = now.name == i.name;
             now.name = i.name;
             return named || sameIndex(now, i);
           });
  });
}

/// What the parent has of rules and indexes when the new partition is attached: those of this plan
/// come later, and to all partitions.
static void takeRulesOf(const PlanUnit &unit, const Origins &origins, const Table &parent,
                        const Table &part, Table &body) {
  Schema source = *unit.from;
  for (const Table *t = &parent; t; t = t->partitionOf ? source.table(t->partitionOf) : nullptr)
    if (const Table *target = origins.targetTable(origins.nowNamed(t->name)))
      forgetDropped(*source.edit<Table>(t->name), *target);
  Table before = standalone(unit.context, source, *source.table(parent.name), part.name);
  auto isKnown = [&](Name n) { return body.column(n) != nullptr; };
  for (const Constraint &c : before.constraints)
    if (!std::ranges::all_of(c.columns, isKnown))
      return;
  for (const Index &i : before.indexes)
    for (const IndexElem &e : i.elems)
      if (e.column && !isKnown(e.column))
        return;
  body.constraints = std::move(before.constraints);
  for (const Constraint &c : part.constraints)
    if (!body.constraint(c.name))
      body.constraints.push_back(c);
  body.indexes = std::move(before.indexes);
  for (const Index &index : part.indexes)
    if (!body.index(index.name))
      body.indexes.push_back(index);
}

/// What the whole requires later in this plan, and the defaults that it gets then: until then a new
/// partition takes what the whole takes. \p late: it comes when the whole has them already.
static void relaxLater(const Origins &origins, QName whole, Table &body, bool late) {
  const Constraint *key = body.primaryKey();
  for (Column &c : body.columns) {
    const Column *was = origins.column({whole, c.name});
    if (was && !late && was->generation == Generation::None && c.generation == Generation::None)
      c.defaultExpr = was->defaultExpr;
    bool later = was ? was->nullable : !c.mayOmit() || c.backfill();
    if (later && !late && !(key && std::ranges::count(key->columns, c.name)))
      c.nullable = true;
  }
}

static unsigned lastChange(const Plan &plan) {
  unsigned last = 0;
  for (const Phase &phase : plan.phases)
    for (const Op &op : phase.steps)
      last = std::max(last, op.change);
  return last;
}

/// A new partition of a table that is in use.
static void make(Recipe &r, const Origins &origins, CreateTableOp create) {
  const Table &part = create.table();
  const Table *parent = origins.targetTable(part.partitionOf);
  if (!parent || !r.unit.to) {
    r.keep(PhaseKind::Expand, create.op, "new: nobody uses it yet");
    return;
  }
  Table body = standalone(r.unit.context, *r.unit.to, part);
  body.range = part.range;
  const Table *before = origins.table(part.partitionOf);
  if (before && !restInUse(r, origins, part.partitionOf, part.bound))
    takeRulesOf(r.unit, origins, *before, part, body);
  if (before)
    relaxLater(origins, origins.columnsOf(part.partitionOf), body,
               restInUse(r, origins, part.partitionOf, part.bound));
  Op step = AttachPartitionOp::make(part.range, part.name, part.partitionOf, part.bound);
  r.add<CreateTableOp>(PhaseKind::Expand, "made by itself: the whole table is not locked", body);
  if (restInUse(r, origins, part.partitionOf, part.bound))
    r.change = lastChange(r.unit.plan) + 1; // the rules of the whole come before, as it has them
  attach(r, origins, AttachPartitionOp(step), PhaseKind::Expand);
}

/// Whether nobody waits for long while the partition leaves: of what refers to the whole, at any
/// level, each row is looked at meanwhile.
static bool leavesAtOnce(const PlanUnit &unit, const Origins &origins, const Table &part) {
  if (!origins.isSmall(origins.nowNamed(part.partitionOf)))
    return false;
  for (const Table *t = &part; t && t->partitionOf; t = unit.from->table(t->partitionOf))
    for (QName user : unit.from->index().referencing(t->partitionOf))
      if (!origins.isSmall(origins.nowNamed(user)))
        return false;
  return true;
}

/// Concurrently nobody waits. The server would leave a check of the bounds behind, under a name of
/// its own, if none were there.
static void detach(Recipe &r, const Origins &origins, const Op &op) {
  QName table = DetachPartitionOp(op).table();
  const Table *source = origins.table(table);
  bool goes = r.unit.to && !origins.targetTable(table); // detached, it is dropped
  if (source && !source->partitionOf) {
    if (!goes)
      r.deploy(fmt::format("finds the rows of {} in it alone", sql::quote(table)));
    r.keep(PhaseKind::Contract, op, "the old code finds its rows in those it inherits from");
    return;
  }
  QName parent = source ? origins.nowNamed(source->partitionOf) : QName();
  if (!goes)
    r.deploy(fmt::format("looks for the rows of {} in it alone", sql::quote(table)));
  for (const SubRef &column :
       goes ? std::vector<SubRef>()
            : numbered(r, source ? origins.table(parent) : nullptr, r.unit.from, table, true))
    r.deploy(fmt::format("gives {}.{} a value only when the last phase has run",
                         sql::quote(column.table), sql::quote(column.sub)),
             {column});
  std::optional<Bounds> bounds;
  bool concurrently = source && r.unit.plan.version >= 14 &&
                      !leavesAtOnce(r.unit, origins, *source) &&
                      !defaultPartition(*r.unit.from, source->partitionOf);
  if (concurrently)
    bounds.emplace(r, origins, parent, source->bound);
  if (!bounds || bounds->check.empty()) {
    r.keep(PhaseKind::Contract, op, "the old code finds its rows in the whole table");
    return;
  }
  r.deploy(
      goes ? fmt::format("does not use the table {}", sql::quote(table))
           : fmt::format("keeps the rows of {} to its former bounds until the last phase has run",
                         sql::quote(table)),
      bounds->columns(table));
  bounds->prove(PhaseKind::Contract, table, bounds->check,
                "says what the bounds say, so that the server leaves no check of its own");
  r.add<DetachPartitionOp>(PhaseKind::Contract, "waits for those who use the whole table", table,
                           true);
  bounds->drop(PhaseKind::Contract);
}

void runLowerPartition(PlanUnit &unit) {
  Origins origins(unit);
  auto inUse = [&](CreateTableOp create) {
    return create.table().partitionOf && !origins.isNew(create.table().partitionOf);
  };
  for (const Op &op : takeSteps<CreateTableOp>(unit, inUse)) {
    Recipe r(unit, op);
    make(r, origins, CreateTableOp(op));
  }
  for (const Op &op : takeSteps<DetachPartitionOp>(unit, [](auto) { return true; })) {
    Recipe r(unit, op);
    detach(r, origins, op);
  }
  dropRulesOfDivided(unit, origins);
  for (const Op &op : takeSteps<AttachPartitionOp>(unit, [](auto) { return true; })) {
    Recipe r(unit, op);
    AttachPartitionOp step(op);
    if (const Table *parent = origins.targetTable(step.parent()); parent && !parent->partitionBy) {
      r.deploy(fmt::format("reads {} with and without the rows of {}", sql::quote(step.parent()),
                           sql::quote(step.table())));
      r.keep(PhaseKind::Contract, op, "the old code does not look for its rows there");
      continue;
    }
    bool isNew = origins.isNew(step.table());
    if (!isNew)
      r.deploy(fmt::format("keeps the rows of {} to its bounds", sql::quote(step.table())));
    const Table *parent = origins.targetTable(step.parent());
    for (const SubRef &column : numbered(r, parent, unit.to, step.table(), false))
      r.deploy(fmt::format("gives {}.{} a value until the last phase has run",
                           sql::quote(column.table), sql::quote(column.sub)),
               {column});
    attach(r, origins, step, isNew ? PhaseKind::Expand : PhaseKind::Contract);
  }
}

} // namespace schemac
