//===- FirstStays.cpp - Columns that something holds on to ----------------===//
//
// The server computes a generated column from one of two columns that live at once, and a stored
// one is led to the other only by writing every row. What partitions and heirs have of an index or
// a check goes by names that a second one cannot take part by part. Under a new name alone the
// first column stays: at the switch it takes the name over from the second, with all that is over
// it, and the second is what leaves. A virtual column can be told at the switch to read the column
// that took the name.
//
//===----------------------------------------------------------------------===//
#include "Transforms/ByPartition.h"
#include "Transforms/HelperNames.h"
#include "Transforms/Moves.h"
#include "schemac/IR/ColumnUses.h"
#include "schemac/IR/SqlNames.h"
#include "schemac/Transforms/Diags.h"
#include <algorithm>
#include <fmt/core.h>

namespace schemac {

std::vector<const Column *> computedFrom(const Origins &origins, const ColumnMove &m) {
  std::vector<const Column *> out;
  const Table *source = origins.table(m.table);
  for (const Column &c : source->columns)
    if (mentionsColumn(c.generated(), m.from, source->name.name))
      out.push_back(&c);
  return out;
}

static bool isComputedFrom(const Origins &origins, const MoveGroup &group) {
  return std::ranges::any_of(
      group.columns, [&](const ColumnMove &m) { return !computedFrom(origins, m).empty(); });
}

/// It differs from what it was by its name, and nothing said about it wants more.
static bool isOnlyRenamed(const ColumnMove &m) {
  Column named = *m.before;
  named.name = m.to;
  return m.renames() && !m.viaEnum && !m.after->backfill() &&
         m.before->generation == Generation::None && sameColumn(named, *m.after);
}

/// Whether the step makes something over a column by its new name, which would be over the second
/// column and leave with it.
static bool isMadeOver(const Op &op, const Origins &origins, const ColumnMove &m) {
  auto on = [&](QName table) { return origins.columnsOf(table) == m.table; };
  auto uses = [&](const auto &step) {
    const Constraint &def = step->def();
    bool refers = def.kind == ConstraintKind::ForeignKey && on(def.refTable) &&
                  std::ranges::count(def.refColumns, m.to);
    return refers || (on(step->path().table) && usesColumn(def, m.to, m.table.name));
  };
  if (auto index = dynOp<CreateIndexOp>(op))
    return on(index->path().table) && usesColumn(index->def(), m.to, m.table.name);
  if (auto pk = dynOp<AddPrimaryKeyOp>(op))
    return uses(pk);
  if (auto unique = dynOp<AddUniqueOp>(op))
    return uses(unique);
  if (auto check = dynOp<AddCheckOp>(op))
    return uses(check);
  if (auto fk = dynOp<AddForeignKeyOp>(op))
    return uses(fk);
  if (auto exclusion = dynOp<AddExclusionOp>(op))
    return uses(exclusion);
  if (auto add = dynOp<AddColumnOp>(op))
    return on(add->column().table) && mentionsColumn(add->def().generated(), m.to, m.table.name);
  if (auto set = dynOp<SetExpressionOp>(op))
    return on(set->column().table) && mentionsColumn(set->value(), m.to, m.table.name);
  if (auto statistics = dynOp<CreateStatisticsOp>(op))
    return on(statistics->statistics().table) && usesColumn(statistics->statistics(), m.to);
  return false;
}

/// Why the first column cannot stay; empty when it can.
static std::string hindersStaying(const PlanUnit &unit, const Origins &origins,
                                  const MoveGroup &group) {
  for (const ColumnMove &m : group.columns) {
    std::string name = SubRef{m.table, m.to}.str();
    if (m.before->generation != Generation::None)
      return fmt::format("'{}' is {} and gets another name as well", name,
                         m.before->generated() ? "generated" : "numbered");
    if (!isOnlyRenamed(m))
      return fmt::format("'{}' changes in more than its name", name);
    for (const Op &op : unit.plan.findPhase(PhaseKind::Change)->steps)
      if (isMadeOver(op, origins, m))
        return fmt::format("'{}' gets another name, and something is made over it", name);
  }
  for (const MovedPart &p : group.parts)
    if (!p.newName)
      return fmt::format("'{}', which is over the same columns, changes as well", p.oldName.str());
  return {};
}

/// The server leaves a virtual column of such a table its expression.
static bool hasChecks(const Origins &origins, QName table) {
  const Table *source = origins.table(table), *target = origins.targetTable(table);
  auto isCheck = [](const Constraint &c) { return c.kind == ConstraintKind::Check; };
  return std::ranges::any_of(source->constraints, isCheck) ||
         (target && std::ranges::any_of(target->constraints, isCheck));
}

/// Virtual columns that stay as they are, under columns that keep their names: they read the second
/// one from the switch on.
static bool canBeTold(const PlanUnit &unit, const Origins &origins, const MoveGroup &group) {
  for (const ColumnMove &m : group.columns)
    for (const Column *c : computedFrom(origins, m)) {
      const Column *now = origins.targetColumn({m.table, c->name});
      bool same = now && now->generation == Generation::Virtual && sameColumn(*c, *now);
      if (c->generation != Generation::Virtual || m.renames() || !same ||
          hasChecks(origins, m.table))
        return false;
    }
  return unit.plan.version >= 18;
}

static void keepDoubles(PlanUnit &unit, MoveGroup &group) {
  // Rules hold by the first column already; what is found or upserted by its name needs an index.
  std::erase_if(group.parts, [](const MovedPart &p) {
    return p.kind != MovedPart::PlainIndex && p.kind != MovedPart::Key;
  });
  for (MovedPart &p : group.parts)
    p.standIn = standIn(unit.context, *p.newName);
}

static std::string whatToDo(const PlanUnit &unit, const Origins &origins, const ColumnMove &m,
                            const Column &made, const std::string &reason) {
  if (m.renames())
    return fmt::format("{}: a rename alone has a safe form, so plan it first and the rest after it",
                       reason);
  std::string again = "drop it in a plan before this one and add it again after";
  if (made.generation == Generation::Stored)
    return fmt::format("'{}' would be written anew in every row while nobody reads: {}",
                       made.name.str(), again);
  if (hasChecks(origins, m.table) && unit.plan.version >= 18)
    return fmt::format("'{}' has checks, and the server then leaves a virtual column its "
                       "expression: {}",
                       m.table.str(), again);
  return fmt::format("'{}' changes as well: {}", made.name.str(), again);
}

/// Rows are put into partitions before a trigger can fill the column that decides.
static bool isPartitionKey(PlanUnit &unit, const Origins &origins, const ColumnMove &m) {
  const Table *source = origins.table(m.table);
  bool decides = std::ranges::any_of(source->partitionBy.elems, [&](const IndexElem &e) {
    return e.column == m.from || mentionsColumn(e.expr, m.from, source->name.name);
  });
  if (decides)
    unit.diags
        .report(m.range, diag::err_moves_partition_key, SubRef{m.table, m.from}.str(),
                source->name.str())
        .note(m.renames()
                  ? fmt::format("while nobody uses '{0}', ALTER TABLE {0} RENAME COLUMN {1} "
                                "TO {2} by hand does it at once; else a view can show it "
                                "under the other name",
                                source->name.str(), m.from.str(), m.to.str())
                  : "make a table that is partitioned by the new type beside this one, "
                    "fill it, and let the code use that");
  return decides;
}

static bool hasPartsInPartitions(const Origins &origins, const MoveGroup &group) {
  return std::ranges::any_of(group.parts, [&](const MovedPart &p) {
    return p.kind <= MovedPart::Key && isPartitioned(origins, p.table);
  });
}

static bool isCheckedInFamily(const PlanUnit &unit, const Origins &origins,
                              const MoveGroup &group) {
  return std::ranges::any_of(
      group.columns, [&](const ColumnMove &m) { return familyCheck(unit, origins, m) != nullptr; });
}

bool planFirst(PlanUnit &unit, const Origins &origins, MoveGroup &group) {
  for (const ColumnMove &m : group.columns)
    if (isPartitionKey(unit, origins, m))
      return false;
  bool computed = isComputedFrom(origins, group) && !canBeTold(unit, origins, group);
  if (!computed && !hasPartsInPartitions(origins, group) &&
      !isCheckedInFamily(unit, origins, group))
    return true;
  std::string reason = hindersStaying(unit, origins, group);
  if (reason.empty()) {
    group.firstStays = true;
    keepDoubles(unit, group);
    return true;
  }
  if (!computed)
    return true;
  for (const ColumnMove &m : group.columns)
    if (std::vector<const Column *> made = computedFrom(origins, m); !made.empty())
      unit.diags
          .report(m.range, diag::err_generated_from, SubRef{m.table, m.to}.str(),
                  made.front()->name.str())
          .note(whatToDo(unit, origins, m, *made.front(), reason));
  return false;
}

} // namespace schemac
