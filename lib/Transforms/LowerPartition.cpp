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
#include "Transforms/Sql.h"
#include "schemac/IR/Partitions.h"
#include "schemac/Transforms/Diags.h"
#include <fmt/core.h>

namespace schemac {

namespace {

/// Checks that stand in for the bounds of partitions while these come and go.
class Bounds {
public:
  Bounds(Recipe &r, const Origins &origins, QName parent, Expr bound)
      : r(r), whole(origins.targetTable(parent)) {
    if (!whole)
      whole = origins.table(parent);
    if (whole && origins.dialect())
      check = origins.dialect()->partitionCheck(whole->partitionBy, bound);
  }
  void prove(PhaseKind phase, QName of, const std::string &text, std::string_view why);
  void drop(PhaseKind phase);
  bool proves() const { return !proofs.empty(); }
  /// Columns of \p of that the code may only fill within bounds for a while.
  std::vector<SubRef> columns(QName of) const;

  std::string check; ///< empty: the bounds cannot be said as a check

private:
  Recipe &r;
  const Table *whole;
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
  for (const IndexElem &e : whole->partitionBy.elems)
    if (e.column)
      out.push_back({of, e.column});
  return out;
}

} // namespace

static void attach(Recipe &r, const Origins &origins, AttachPartitionOp step, PhaseKind phase) {
  QName table = step.table(), parent = step.parent();
  Bounds bounds(r, origins, parent, step.bound());
  const Table *rest =
      r.unit.from ? defaultPartition(*r.unit.from, origins.sourceName(parent)) : nullptr;
  bool restHasRows = rest && !origins.isSmall(rest->name) && step.bound();
  bool tableHasRows = !origins.isSmall(table);
  if (bounds.check.empty() && (tableHasRows || restHasRows)) {
    r.unit.diags.report(r.range, diag::err_partition_unproved, table.str(), parent.str());
    return;
  }
  if (tableHasRows)
    bounds.prove(phase, table, bounds.check,
                 "keeps new rows to the bounds; old rows are not scanned");
  if (restHasRows) {
    phase = PhaseKind::Contract;
    QName name = origins.nowNamed(rest->name);
    r.deploy(fmt::format("writes no rows that belong to {} before the last phase has run",
                         sql::quote(table)),
             bounds.columns(name));
    bounds.prove(phase, name, "NOT (" + bounds.check + ")",
                 "keeps new rows to the bounds; rows of the new partition are refused until it is "
                 "attached");
  }
  r.add<AttachPartitionOp>(phase,
                           bounds.proves() ? "takes the validated checks as proof: no scan"
                                           : "readers and writers of the whole table go on",
                           table, parent, step.bound());
  bounds.drop(phase);
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
  Op step = AttachPartitionOp::make(part.range, part.name, part.partitionOf, part.bound);
  r.add<CreateTableOp>(PhaseKind::Expand, "made by itself: the whole table is not locked", body);
  attach(r, origins, AttachPartitionOp(step), PhaseKind::Expand);
}

/// Concurrently nobody waits. The server would leave a check of the bounds behind, under a name of
/// its own, if none were there.
static void detach(Recipe &r, const Origins &origins, const Op &op) {
  QName table = DetachPartitionOp(op).table();
  const Table *source = origins.table(table);
  QName parent = source ? origins.nowNamed(source->partitionOf) : QName();
  r.deploy(fmt::format("looks for the rows of {} in it alone", sql::quote(table)));
  std::optional<Bounds> bounds;
  bool concurrently = source && r.unit.plan.version >= 14 && !origins.isSmall(parent) &&
                      !defaultPartition(*r.unit.from, source->partitionOf);
  if (concurrently)
    bounds.emplace(r, origins, parent, source->bound);
  if (!bounds || bounds->check.empty()) {
    r.keep(PhaseKind::Contract, op, "the old code finds its rows in the whole table");
    return;
  }
  r.deploy(fmt::format("keeps the rows of {} to its former bounds until the last phase has run",
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
  for (const Op &op : takeSteps<AttachPartitionOp>(unit, [](auto) { return true; })) {
    Recipe r(unit, op);
    AttachPartitionOp step(op);
    bool isNew = origins.isNew(step.table());
    if (!isNew)
      r.deploy(fmt::format("keeps the rows of {} to its bounds", sql::quote(step.table())));
    attach(r, origins, step, isNew ? PhaseKind::Expand : PhaseKind::Contract);
  }
}

} // namespace schemac
