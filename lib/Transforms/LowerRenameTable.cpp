//===- LowerRenameTable.cpp - Both names of a table stay alive ------------===//
//
// An updatable view takes the former name in the transaction that renames, so that code of the
// source goes on. It pins the columns of the table, so it is the first thing to go after the gate.
//
//===----------------------------------------------------------------------===//
#include "Transforms/Origins.h"
#include "Transforms/Passes.h"
#include "Transforms/Recipe.h"
#include "Transforms/ReusedNames.h"
#include "Transforms/Sql.h"
#include "schemac/Transforms/Diags.h"
#include <fmt/core.h>

namespace schemac {

namespace {
/// The steps that take one table from a name to another.
struct TableMove {
  QName from, to;
  std::vector<Op> steps;
};
} // namespace

static QName resultOf(const Op &op) {
  if (auto rename = dynOp<RenameTableOp>(op))
    return {rename->table().ns, rename->to()};
  MoveTableOp move(op);
  return {move.to(), move.table().name};
}

static QName movedTableOf(const Op &op) {
  auto rename = dynOp<RenameTableOp>(op);
  return rename ? rename->table() : MoveTableOp(op).table();
}

/// A table may be both renamed and moved; that is one move.
static std::vector<TableMove> collect(PlanUnit &unit) {
  std::vector<TableMove> moves;
  auto wanted = [&](const Op &op) {
    return RenameTableOp::classof(op) || MoveTableOp::classof(op);
  };
  for (Op &op : takeSteps(unit, wanted)) {
    QName from = movedTableOf(op);
    bool goesOn =
        !moves.empty() && moves.back().to == from && moves.back().steps.back().change == op.change;
    if (!goesOn)
      moves.push_back({from, {}, {}});
    moves.back().to = resultOf(op);
    moves.back().steps.push_back(std::move(op));
  }
  return moves;
}

/// The diff drops what goes before it renames; here every step names a table as the target does.
static void nameAsTarget(PlanUnit &unit, const TableMove &move) {
  if (unit.plan.findPhase(PhaseKind::Change))
    for (Op &op : unit.plan.phase(PhaseKind::Change).steps)
      for (Field &field : op.fields)
        if (auto *path = std::get_if<SubRef>(&field); path && path->table == move.from)
          path->table = move.to;
}

void runLowerRenameTable(PlanUnit &unit) {
  reportReusedNames(unit);
  for (const TableMove &move : collect(unit)) {
    nameAsTarget(unit, move);
    Recipe r(unit, move.steps.front());
    for (const Op &op : move.steps)
      r.keep(PhaseKind::Expand, op, "catalog only; keys, indexes and references follow the table");
    const Table *source = unit.from ? unit.from->table(move.from) : nullptr;
    int version = unit.plan.version ? unit.plan.version : 12;
    if (unit.options.shims && source && source->rowSecurity && version < 15)
      unit.diags.report(move.steps.front().range, diag::err_shim_row_security, move.from.str(),
                        move.to.str());
    bool nameStays = !unit.to || unit.to->table(move.from);
    if (unit.options.shims && !nameStays) {
      r.add<CreateShimOp>(PhaseKind::Expand, "code that uses the former name goes on", move.from,
                          move.to);
      r.add<DropShimOp>(PhaseKind::Switch, "nobody uses the former name any more", move.from);
    }
    r.deploy(
        fmt::format("uses the table {} instead of {}", sql::quote(move.to), sql::quote(move.from)));
  }
}

} // namespace schemac
