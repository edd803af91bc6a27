//===- Placement.cpp - Which side of the gate -----------------------------===//
#include "Transforms/Placement.h"
#include "Transforms/Sql.h"
#include "schemac/IR/ColumnUses.h"
#include "schemac/Transforms/Diags.h"
#include <algorithm>

namespace schemac {

/// Rows of code that does not know the column have NULL or a value of their own in it, so they are
/// never equal to another.
static bool keepsOldRowsApart(const Origins &origins, QName table, Name name) {
  SubRef ref{table, name};
  const Column *target = origins.targetColumn(ref);
  if (!target || !origins.isNew(ref))
    return false;
  if (target->generation == Generation::Serial)
    return true;
  if (target->backfill())
    return false;
  Expr given = target->defaultExpr;
  if (!given)
    return true;
  return origins.dialect() && origins.dialect()->volatility(given) == Volatility::Volatile;
}

/// Rows of code that does not know the column have NULL in it, which a foreign key accepts.
static bool keepsOldRowsEmpty(const Origins &origins, const SubRef &ref) {
  const Column *target = origins.targetColumn(ref);
  return origins.isNew(ref) && target && !target->defaultExpr && !target->backfill() &&
         target->generation == Generation::None;
}

static bool covers(const std::vector<Name> &key, const Index &unique) {
  return !key.empty() && std::ranges::all_of(key, [&](Name n) {
    return std::ranges::find(unique.elems, n, &IndexElem::column) != unique.elems.end();
  });
}

bool impliesUnique(const Table *state, const Index &unique) {
  if (!state)
    return false;
  for (const Constraint &c : state->constraints)
    if ((c.kind == ConstraintKind::PrimaryKey || c.kind == ConstraintKind::Unique) &&
        covers(c.columns, unique))
      return true;
  for (const Index &i : state->indexes) {
    std::vector<Name> key;
    for (const IndexElem &e : i.elems)
      key.push_back(e.column);
    bool plain = std::ranges::all_of(key, [](Name n) { return bool(n); });
    if (i.unique && plain && (!i.where || i.where == unique.where) && covers(key, unique))
      return true;
  }
  return false;
}

bool waitsForSwitch(const Origins &origins, QName table, const Index &index) {
  return std::ranges::any_of(index.elems, [&](const IndexElem &e) {
    return e.column && origins.isSwitched({table, e.column});
  });
}

bool tightens(const Origins &origins, QName table, const Index &unique) {
  if (waitsForSwitch(origins, table, unique))
    return true;
  if (origins.isNew(table) || impliesUnique(origins.table(table), unique))
    return false;
  return unique.nullsNotDistinct || std::ranges::none_of(unique.elems, [&](const IndexElem &e) {
           return e.column && keepsOldRowsApart(origins, table, e.column);
         });
}

bool tightens(const Origins &origins, QName table, const Constraint &c) {
  if (origins.isNew(table) && c.kind != ConstraintKind::ForeignKey)
    return false;
  auto staysNull = [&](Name n) { return keepsOldRowsEmpty(origins, {table, n}); };
  auto isSwitched = [&](Name n) { return origins.isSwitched({table, n}); };
  auto targetIsSwitched = [&](Name n) { return origins.isSwitched({c.refTable, n}); };
  if (std::ranges::any_of(c.columns, isSwitched) ||
      std::ranges::any_of(c.refColumns, targetIsSwitched))
    return true;
  switch (c.kind) {
  case ConstraintKind::PrimaryKey:
  case ConstraintKind::Unique:
    return tightens(origins, table, sql::keyIndex(c.name, c));
  case ConstraintKind::ForeignKey:
    return !origins.isNew(table) && std::ranges::none_of(c.columns, staysNull);
  case ConstraintKind::Check:
  case ConstraintKind::Exclusion:
    break;
  }
  const Table *source = origins.table(table);
  return !source || std::ranges::any_of(source->columns, [&](const Column &column) {
    return usesColumn(c, column.name, source->name.name);
  });
}

bool blocksPartitions(PlanUnit &unit, const Origins &origins, const SubRef &path,
                      std::string_view what) {
  const Table *target = origins.targetTable(path.table);
  if (!target || !target->partitionBy)
    return false;
  const Constraint *constraint = target->constraint(path.sub);
  const Index *index = target->index(path.sub);
  SourceRange range = constraint ? constraint->range : index ? index->range : target->range;
  unit.diags.report(range, diag::err_partitioned_blocking, what, path.table.str());
  return true;
}

} // namespace schemac
