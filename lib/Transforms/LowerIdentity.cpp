//===- LowerIdentity.cpp - Identities of columns that are there -----------===//
//
// A new identity or serial begins beyond the highest value, read under the lock that makes it; so
// an index leads with the column by then, if need be one that is only there for this. A writer that
// gives values of its own goes on until the gate: GENERATED ALWAYS comes after it.
//
//===----------------------------------------------------------------------===//
#include "Transforms/ByPartition.h"
#include "Transforms/HelperNames.h"
#include "Transforms/Origins.h"
#include "Transforms/Passes.h"
#include "Transforms/Recipe.h"
#include "Transforms/Sql.h"
#include <algorithm>
#include <fmt/core.h>
#include <set>

namespace schemac {

namespace {

SubRef columnOf(const Op &op) { return std::get<SubRef>(op.fields[0]); }

bool isAlways(const Column &c) { return c.generation == Generation::IdentityAlways; }

/// The steps on one column, in their order.
class IdentityChange {
public:
  IdentityChange(PlanUnit &unit, const Origins &origins, const Op &op, std::vector<Op> beside)
      : r(unit, op), origins(origins), op(op), beside(std::move(beside)), column(columnOf(op)) {}

  void run() {
    if (auto add = dynOp<AddIdentityOp>(op))
      return begin(*add);
    if (auto alter = dynOp<AlterIdentityOp>(op))
      return change(*alter);
    if (SetSerialOp::classof(op))
      return withIndex(
          [&] { r.keep(PhaseKind::Expand, op, "new rows are numbered beyond the highest value"); });
    end();
  }

private:
  std::string spelled() const {
    return sql::quote(column.table.name) + "." + sql::quote(column.sub);
  }

  bool hasLeadingIndex() const {
    const Table *source = origins.table(column.table);
    const Column *was = origins.column(column);
    if (!source || !was)
      return false;
    auto leads = [&](const Index &i) {
      return !i.elems.empty() && i.elems.front().column == was->name && !i.where && !i.invalid &&
             (!i.method || i.method.str() == "btree");
    };
    auto begins = [&](const Constraint &c) {
      return c.kind <= ConstraintKind::Unique && c.columns.front() == was->name;
    };
    return std::ranges::any_of(source->indexes, leads) ||
           std::ranges::any_of(source->constraints, begins);
  }

  /// Makes an index for the steps of \p body unless the highest value is found without.
  template <class Fn> void withIndex(Fn body) {
    bool needed = !origins.isSmall(column.table) && !hasLeadingIndex();
    Index index;
    index.name =
        standIn(r.unit.context, r.name(column.table.name.string() + "_" + column.sub.string()));
    index.elems.emplace_back().column = column.sub;
    SubRef path{column.table, index.name};
    bool whole = isPartitioned(origins, column.table);
    if (needed && whole)
      createIndexByPartition(r, origins, PhaseKind::Expand, path, index);
    else if (needed)
      r.add<CreateIndexOp>(PhaseKind::Expand, "finds the highest value at once", path, index, true);
    body();
    if (needed)
      r.add<DropIndexOp>(PhaseKind::Migrate, "served its turn", path, !whole);
  }

  void begin(AddIdentityOp add) {
    const Column *was = origins.column(column);
    bool serial = was && was->generation == Generation::Serial;
    Column first = add.def();
    bool later = was && isAlways(first);
    if (later)
      first.generation = Generation::IdentityByDefault;
    auto steps = [&] {
      for (const Op &o : beside)
        r.keep(PhaseKind::Expand, o, "the identity takes its place in the same transaction");
      r.add<AddIdentityOp>(PhaseKind::Expand,
                           serial ? "goes on where the serial sequence stands: catalog only"
                                  : "new rows are numbered beyond the highest value",
                           column, first);
    };
    serial ? steps() : withIndex(steps);
    if (!later)
      return;
    r.add<AlterIdentityOp>(PhaseKind::Contract, "no writer gives values of its own any more",
                           column, add.def());
    r.deploy(fmt::format("gives no values of its own to {}", spelled()));
  }

  void change(AlterIdentityOp alter) {
    const Column *was = origins.column(column);
    bool tight = was && isAlways(alter.def()) && !isAlways(*was);
    if (tight)
      r.deploy(fmt::format("gives no values of its own to {}", spelled()));
    r.keep(tight ? PhaseKind::Contract : PhaseKind::Expand, op,
           tight ? "no writer gives values of its own any more"
                 : "catalog only; concerns new rows");
  }

  /// A default takes its place at once, or nothing does after the gate. Values of its own the new
  /// code may give from the gate on.
  void end() {
    if (beside.empty()) {
      r.deploy(fmt::format("always gives {} a value", spelled()));
      if (const Column *was = origins.column(column); was && isAlways(*was)) {
        Column open = *was;
        open.name = column.sub;
        open.generation = Generation::IdentityByDefault;
        r.add<AlterIdentityOp>(PhaseKind::Expand, "new code gives values of its own", column, open);
      }
      r.keep(PhaseKind::Contract, op, "every writer gives a value now");
      return;
    }
    if (SetDefaultOp::classof(beside.front())) {
      r.keep(PhaseKind::Expand, op, "the default takes its place in the same transaction");
      r.keep(PhaseKind::Expand, beside.front(), "new rows get their value from it");
      return;
    }
    withIndex([&] {
      r.keep(PhaseKind::Expand, op, "the serial sequence takes its place in the same transaction");
      for (const Op &o : beside)
        r.keep(PhaseKind::Expand, o, "new rows are numbered beyond the highest value");
    });
  }

  Recipe r;
  const Origins &origins;
  const Op &op;
  std::vector<Op> beside;
  SubRef column;
};

} // namespace

void runLowerIdentity(PlanUnit &unit) {
  Origins origins(unit);
  std::set<unsigned> given; // changes that give a default
  if (const Phase *change = unit.plan.findPhase(PhaseKind::Change))
    for (const Op &op : change->steps)
      if (SetDefaultOp::classof(op))
        given.insert(op.change);
  std::vector<Op> steps = takeSteps(unit, [&](const Op &op) {
    return AddIdentityOp::classof(op) || AlterIdentityOp::classof(op) ||
           DropIdentityOp::classof(op) ||
           (DropSerialOp::classof(op) && op.change && given.count(op.change));
  });
  for (const Op &op : steps) {
    std::vector<Op> beside = takeSteps(unit, [&](const Op &o) {
      return (DropDefaultOp::classof(o) || SetSerialOp::classof(o) || SetDefaultOp::classof(o)) &&
             o.change == op.change && o.change && columnOf(o) == columnOf(op);
    });
    IdentityChange(unit, origins, op, std::move(beside)).run();
  }
  auto begins = [&](SetSerialOp o) { return origins.column(o.column()) != nullptr; };
  for (const Op &op : takeSteps<SetSerialOp>(unit, begins))
    IdentityChange(unit, origins, op, {}).run();
}

} // namespace schemac
