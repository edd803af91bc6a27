//===- Placement.cpp - Which side of the gate -----------------------------===//
#include "Transforms/Placement.h"
#include "Transforms/Sql.h"
#include "schemac/IR/ColumnUses.h"
#include "schemac/IR/Partitions.h"
#include "schemac/IR/SchemaIndex.h"
#include <algorithm>
#include <fmt/core.h>

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

/// Whether \p key, which takes rows with NULL for different ones, has rows that \p unique takes for
/// the same.
static bool leavesNulls(const Table &state, const std::vector<Name> &key, const Index &unique) {
  return unique.nullsNotDistinct && std::ranges::any_of(key, [&](Name n) {
           const Column *c = state.column(n);
           return !c || c->nullable;
         });
}

bool impliesUnique(const Table *state, const Index &unique) {
  if (!state)
    return false;
  for (const Constraint &c : state->constraints)
    if ((c.kind == ConstraintKind::PrimaryKey || c.kind == ConstraintKind::Unique) &&
        covers(c.columns, unique) &&
        (c.nullsNotDistinct || !leavesNulls(*state, c.columns, unique)))
      return true;
  for (const Index &i : state->indexes) {
    std::vector<Name> key;
    for (const IndexElem &e : i.elems)
      key.push_back(e.column);
    bool plain = std::ranges::all_of(key, [](Name n) { return bool(n); });
    if (i.unique && plain && (!i.where || i.where == unique.where) && covers(key, unique) &&
        (i.nullsNotDistinct || !leavesNulls(*state, key, unique)))
      return true;
  }
  return false;
}

bool wasUnique(const Origins &origins, QName table, const Index &unique) {
  return std::ranges::any_of(origins.withParents(table),
                             [&](const Table *t) { return impliesUnique(t, unique); });
}

bool willBeUnique(const Origins &origins, QName table, const Index &unique) {
  return std::ranges::any_of(origins.targetWithParents(table),
                             [&](const Table *t) { return impliesUnique(t, unique); });
}

bool isLeftOut(const Origins &origins, QName table, const Index &unique) {
  const Table *source = origins.table(table), *target = origins.targetTable(table);
  if (!source || !target || unique.nullsNotDistinct)
    return false;
  return std::ranges::any_of(unique.elems, [&](const IndexElem &e) {
    const Column *c = e.column ? source->column(e.column) : nullptr;
    return c && !c->defaultExpr && c->generation == Generation::None &&
           std::ranges::none_of(target->columns, [&](const Column &now) {
             return origins.column({table, now.name}) == c;
           });
  });
}

bool waitsForSwitch(const Origins &origins, QName table, const Index &index) {
  return std::ranges::any_of(index.elems, [&](const IndexElem &e) {
    return e.column && origins.isSwitched({table, e.column});
  });
}

bool tightens(const Origins &origins, QName table, const Index &unique) {
  if (waitsForSwitch(origins, table, unique))
    return true;
  if (origins.isNew(table) || wasUnique(origins, table, unique))
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
    // With MATCH FULL a row refers to nothing only when it lacks all of the values.
    return !origins.isNew(table) && (c.matchFull ? !std::ranges::all_of(c.columns, staysNull)
                                                 : std::ranges::none_of(c.columns, staysNull));
  case ConstraintKind::Check:
  case ConstraintKind::Exclusion:
    break;
  }
  std::vector<const Table *> source = origins.withParents(table);
  return source.empty() || std::ranges::any_of(source.back()->columns, [&](const Column &column) {
           return usesColumn(c, column.name, source.front()->name.name);
         });
}

//===--- while partitions leave --------------------------------------------===//

/// The columns of a constraint or index of the source, as the code names them.
static std::vector<Name> columnsOfRule(const PlanUnit &unit, const Origins &origins,
                                       const SubRef &path) {
  const Table *source = origins.table(path.table);
  std::vector<Name> columns;
  if (!source)
    return columns;
  Table whole = standalone(unit.context, *unit.from, *source);
  const Constraint *c = whole.constraint(path.sub);
  const Index *i = whole.index(path.sub);
  for (const Column &column : whole.columns)
    if ((c && usesColumn(*c, column.name, whole.name.name)) ||
        (i && usesColumn(*i, column.name, whole.name.name)))
      columns.push_back(column.name);
  return columns;
}

static void addTolerated(const Schema &source, const Origins &origins, QName table,
                         const std::vector<Name> &columns, std::vector<SubRef> &out) {
  for (Name column : columns)
    out.push_back({origins.nowNamed(table), column});
  for (QName child : source.index().childrenOf(table))
    addTolerated(source, origins, child, columns, out);
}

void askToObey(Recipe &r, Name name) {
  r.deploy(fmt::format("writes no duplicates that '{}' would refuse, and does not upsert by it "
                       "before it is there",
                       name.str()));
}

PhaseKind placeOfDrop(Recipe &r, const Origins &origins, const SubRef &path, PhaseKind early) {
  if (!r.unit.from || !origins.isDivided(path.table))
    return early;
  std::vector<SubRef> tolerates;
  addTolerated(*r.unit.from, origins, origins.sourceName(path.table),
               columnsOfRule(r.unit, origins, path), tolerates);
  r.deploy(fmt::format("obeys '{}' until the last phase has run", path.str()),
           std::move(tolerates));
  return PhaseKind::Contract;
}

} // namespace schemac
