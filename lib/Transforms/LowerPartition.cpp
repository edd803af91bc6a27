//===- LowerPartition.cpp - Partitions come and go ------------------------===//
//
// CREATE TABLE ... PARTITION OF keeps readers of the whole table out; a table that is made by
// itself and attached does not. Attaching reads every row of the table under a lock that nobody
// passes, and every row of the default partition, unless valid checks prove what it looks for.
//
//===----------------------------------------------------------------------===//
#include "Transforms/HelperNames.h"
#include "Transforms/Origins.h"
#include "Transforms/Passes.h"
#include "Transforms/Recipe.h"
#include "Transforms/Sql.h"
#include "schemac/IR/Partitions.h"
#include "schemac/Transforms/Diags.h"
#include <fmt/core.h>

namespace schemac {

namespace {

class Attachment {
public:
  Attachment(Recipe &r, const Origins &origins, QName table, QName parent, Expr bound,
             PhaseKind phase)
      : r(r), origins(origins), table(table), parent(parent), bound(bound), phase(phase) {}
  void run();

private:
  void prove(QName of, std::string text);

  Recipe &r;
  const Origins &origins;
  QName table, parent;
  Expr bound;
  PhaseKind phase;
  std::vector<SubRef> proofs;
};

} // namespace

void Attachment::prove(QName of, std::string text) {
  Constraint check;
  check.kind = ConstraintKind::Check;
  check.name = r.name(fitName("schemac_" + of.name.string() + "_bounds"));
  check.check = r.expr(text);
  check.notValid = true;
  SubRef path{of, check.name};
  r.add<AddCheckOp>(phase, "keeps new rows to the bounds; old rows are not scanned", path, check);
  r.add<ValidateConstraintOp>(phase, "checks old rows while readers and writers go on", path);
  proofs.push_back(path);
}

void Attachment::run() {
  const Table *whole = origins.targetTable(parent);
  std::string check = whole && origins.dialect()
                          ? origins.dialect()->partitionCheck(whole->partitionBy, bound)
                          : std::string();
  const Table *rest =
      r.unit.from ? defaultPartition(*r.unit.from, origins.sourceName(parent)) : nullptr;
  bool restHasRows = rest && !origins.isSmall(rest->name) && bound;
  bool tableHasRows = !origins.isSmall(table);
  if (check.empty() && (tableHasRows || restHasRows)) {
    r.unit.diags.report(r.range, diag::err_partition_unproved, table.str(), parent.str());
    return;
  }
  if (tableHasRows)
    prove(table, check);
  if (restHasRows)
    prove(origins.nowNamed(rest->name), "NOT (" + check + ")");
  r.add<AttachPartitionOp>(phase,
                           proofs.empty() ? "readers and writers of the whole table go on"
                                          : "takes the validated checks as proof: no scan",
                           table, parent, bound);
  for (const SubRef &path : proofs)
    r.add<DropConstraintOp>(phase, "the bounds say the same", path);
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
  QName name = part.name;
  r.add<CreateTableOp>(PhaseKind::Expand, "made by itself: the whole table is not locked", body);
  Attachment(r, origins, name, part.partitionOf, part.bound, PhaseKind::Expand).run();
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
    QName table = DetachPartitionOp(op).table();
    r.deploy(fmt::format("looks for the rows of {} in it alone", sql::quote(table)));
    r.keep(PhaseKind::Contract, op, "the old code finds its rows in the whole table");
  }
  for (const Op &op : takeSteps<AttachPartitionOp>(unit, [](auto) { return true; })) {
    Recipe r(unit, op);
    AttachPartitionOp attach(op);
    bool isNew = origins.isNew(attach.table());
    if (!isNew)
      r.deploy(fmt::format("keeps the rows of {} to its bounds", sql::quote(attach.table())));
    Attachment(r, origins, attach.table(), attach.parent(), attach.bound(),
               isNew ? PhaseKind::Expand : PhaseKind::Contract)
        .run();
  }
}

} // namespace schemac
