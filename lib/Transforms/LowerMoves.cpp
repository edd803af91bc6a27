//===- LowerMoves.cpp - Which way a group of columns goes -----------------===//
#include "Transforms/HelperNames.h"
#include "Transforms/Moves.h"
#include "Transforms/ShadowEnums.h"
#include "Transforms/Sql.h"
#include "schemac/IR/ColumnUses.h"
#include "schemac/IR/Partitions.h"
#include "schemac/IR/SqlNames.h"
#include "schemac/Transforms/Diags.h"
#include <algorithm>

namespace schemac {

/// The plain step that makes a group of this kind.
static OpKind stepOf(MoveReason reason) {
  switch (reason) {
  case MoveReason::Rename:
    return OpKind::RenameColumn;
  case MoveReason::RenamedLabel:
  case MoveReason::RemovedLabel:
    return OpKind::RenameEnumValue;
  case MoveReason::KeyType:
  case MoveReason::Type:
    break;
  }
  return OpKind::SetType;
}

/// Without the two states nothing is known of the columns that such a step is on.
static void reportStateless(PlanUnit &unit, MoveReason reason) {
  if (const Phase *change = unit.plan.findPhase(PhaseKind::Change))
    for (const Op &op : change->steps)
      if (op.kind == stepOf(reason))
        unit.diags.report(op.range, diag::err_needs_states, op.mnemonic(),
                          std::holds_alternative<SubRef>(op.fields[0])
                              ? std::get<SubRef>(op.fields[0]).str()
                              : std::get<QName>(op.fields[0]).str());
}

/// Changed in place, the former values are gone at once, and nothing says what rows get in their
/// stead: neither a cast, nor NULL, nor a default. A second column keeps them until contract.
static bool losesTheWayBack(const PlanUnit &unit, const Origins &origins, const ColumnMove &m) {
  return !m.before->nullable && !m.before->defaultExpr && !m.viaEnum &&
         castExpr(*origins.dialect(), sql::quote(m.to), {*unit.to, m.type},
                  {*unit.from, m.before->type})
             .empty();
}

/// An index over the column is made again, a check is proved again.
static bool isBuiltOver(const Origins &origins, const ColumnMove &m) {
  const Table *target = origins.targetTable(m.table);
  if (!target)
    return true;
  auto uses = [&](const auto &part) { return usesColumn(part, m.to, target->name.name); };
  return std::ranges::any_of(target->indexes, uses) ||
         std::ranges::any_of(target->constraints, uses);
}

/// Whether the plain statement keeps the table as it is, whatever its size.
static bool changesNoRow(const PlanUnit &unit, const Origins &origins, const MoveGroup &group) {
  return group.parts.empty() && group.enums.empty() &&
         std::ranges::all_of(group.columns, [&](const ColumnMove &m) {
           return changesInUtc(unit, origins, m) && !isBuiltOver(origins, m);
         });
}

/// Old and new code use the old and the new name of a column, whatever the size of its table.
static bool needsShadows(const PlanUnit &unit, const Origins &origins, const MoveGroup &group) {
  bool quick = changesNoRow(unit, origins, group);
  return std::ranges::any_of(group.columns, [&](const ColumnMove &m) {
    return m.renames() || (!quick && !origins.isSmall(m.table)) ||
           losesTheWayBack(unit, origins, m) ||
           !computedFrom(origins, m).empty(); // in place the server refuses it
  });
}

const Constraint *familyCheck(const PlanUnit &unit, const Origins &origins, const ColumnMove &m) {
  const Table *source = origins.table(m.table);
  if (schemac::heirsOf(*unit.from, source->name).empty())
    return nullptr;
  auto it = std::ranges::find_if(source->constraints, [&](const Constraint &c) {
    return c.kind == ConstraintKind::Check && !c.noInherit &&
           usesColumn(c, m.from, source->name.name);
  });
  return it == source->constraints.end() ? nullptr : &*it;
}

/// A second check of the same name could not be told from the one that is inherited, and neither
/// goes by itself.
static bool isCheckedInFamily(PlanUnit &unit, const Origins &origins, const ColumnMove &m) {
  const Constraint *check = familyCheck(unit, origins, m);
  if (check)
    unit.diags
        .report(m.range, diag::err_family_check, SubRef{m.table, m.to}.str(), check->name.str())
        .note("drop the check and add it again in plans of their own, or change the column by "
              "hand while nobody uses the tables: ALTER TABLE of the parent does it for all");
  return check;
}

static bool canShadow(PlanUnit &unit, const Origins &origins, const MoveGroup &group) {
  bool can = true;
  for (const ColumnMove &m : group.columns) {
    if (m.forward.sql.empty()) {
      reportNoCast(unit, origins, m);
      can = false;
    }
    can &= group.firstStays || !isCheckedInFamily(unit, origins, m);
  }
  return can;
}

void reportNoCast(const PlanUnit &unit, const Origins &origins, const ColumnMove &m) {
  const Dialect &dialect = *origins.dialect();
  bool loses = typeChange(dialect, {*unit.from, m.before->type}, {*unit.to, m.after->type},
                          unit.plan.version) != TypeChange::NoCast;
  unit.diags
      .report(m.range, diag::err_no_cast, SubRef{m.table, m.to}.str(),
              dialect.typeName(m.before->type), dialect.typeName(m.after->type),
              loses ? "the cast changes or refuses some, and the server cannot be asked which"
                    : "it knows no cast that keeps their meaning")
      .note("say how the value is made of the row: a backfill expression for the column");
}

void lowerMoves(PlanUnit &unit, MoveReason reason) {
  if (!unit.from || !unit.to)
    return reportStateless(unit, reason);
  Origins origins(unit);
  MovePlan plan = planMoves(unit, origins);
  for (MoveGroup &group : plan.groups) {
    if (!group.has(reason))
      continue;
    findParts(unit, origins, group);
    bool shadows = needsShadows(unit, origins, group);
    if (!planFirst(unit, origins, group) || (shadows && !canShadow(unit, origins, group)))
      continue;
    if (shadows && !group.firstStays)
      takeActions(unit, origins, group);
    takeGroup(unit, origins, group, !shadows);
    addStandInEnums(unit, group);
    exchangeActions(unit, group, PhaseKind::Expand);
    shadows ? lowerWithShadows(unit, origins, group) : lowerInPlace(unit, origins, group);
    exchangeActions(unit, group, PhaseKind::Contract);
  }
}

} // namespace schemac
