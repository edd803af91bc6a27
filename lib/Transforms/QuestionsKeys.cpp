//===- QuestionsKeys.cpp - Duplicates and orphans -------------------------===//
#include "Transforms/Placement.h"
#include "Transforms/Questions.h"
#include "Transforms/Sql.h"
#include <algorithm>
#include <fmt/core.h>

namespace schemac {

const Table *Questioner::knownTable(QName name) const {
  return direction == Direction::Up ? origins.table(name) : tableOf(name);
}

Name Questioner::knownName(const SubRef &ref) const {
  const Column *c = direction == Direction::Up ? origins.column(ref) : nullptr;
  return c ? c->name : ref.sub;
}

void Questioner::askUnique(const SubRef &path, const Index &unique) {
  if (isFresh(path.table))
    return;
  Index before = unique; // the source may keep the same apart, under former names
  std::vector<Name> columns;
  for (IndexElem &e : before.elems) {
    if (!e.column)
      continue;
    columns.push_back(e.column);
    e.column = knownName({path.table, e.column});
  }
  if (!impliesUnique(knownTable(path.table), before))
    ask(fmt::format("duplicates that '{}' refuses", path.sub.str()),
        sql::selectDuplicates(path.table, unique), path.table, columns);
}

void Questioner::askKey(const SubRef &path, const Constraint &key) {
  if (!key.usingIndex) // else the index has been asked about
    askUnique(path, sql::keyIndex(path.sub, key));
  if (key.kind == ConstraintKind::PrimaryKey)
    for (Name n : key.columns)
      askNotNull({path.table, n});
}

/// A reference that the rows are known to keep. MATCH FULL demands more than the other.
static bool sameReference(const Constraint &known, const std::vector<Name> &columns,
                          const std::vector<Name> &refColumns, bool full) {
  return known.kind == ConstraintKind::ForeignKey && !known.notValid && known.columns == columns &&
         known.refColumns == refColumns && (known.matchFull || !full);
}

/// The primary key that rows have at the step and had before the plan, by the same names: a
/// question may be put earlier in the phase. None when there is no such key.
std::vector<Name> Questioner::lastingKey(QName name) const {
  const Table *now = tableOf(name), *known = knownTable(name);
  const Constraint *key = now ? now->primaryKey() : nullptr;
  const Constraint *before = known ? known->primaryKey() : nullptr;
  return key && before && key->columns == before->columns ? key->columns : std::vector<Name>();
}

void Questioner::askForeignKey(const SubRef &path, const Constraint &key) {
  QName table = path.table;
  auto hasNoValues = [&](Name n) {
    SubRef ref{table, n};
    const Table *t = tableOf(table);
    const Column *c = t ? t->column(n) : nullptr;
    return direction == Direction::Up && origins.isNew(ref) && !isFilled(ref) && c &&
           !c->defaultExpr;
  };
  // A row without one of the values refers to nothing; with MATCH FULL it has to lack all of them.
  bool full = key.matchFull && key.columns.size() > 1;
  if (isFresh(table) || (full ? std::ranges::all_of(key.columns, hasNoValues)
                              : std::ranges::any_of(key.columns, hasNoValues)))
    return;
  std::vector<Name> columns, refColumns;
  for (Name n : key.columns)
    columns.push_back(knownName({table, n}));
  for (Name n : key.refColumns)
    refColumns.push_back(knownName({key.refTable, n}));
  const Table *known = knownTable(table);
  for (const Constraint &fk : known ? known->constraints : std::vector<Constraint>()) {
    QName referenced =
        direction == Direction::Up ? origins.nowNamed(fk.refTable) : origins.norm(fk.refTable);
    if (referenced == origins.norm(key.refTable) && sameReference(fk, columns, refColumns, full))
      return;
  }
  ask(fmt::format("rows that '{}' refuses", path.sub.str()),
      sql::selectOrphans(table, key, lastingKey(table)), table, key.columns);
}

} // namespace schemac
