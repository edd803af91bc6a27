//===- MovedColumns.cpp - Columns declared as moved to another table ------===//
//
// Held against both states, like a rename: was there such a column, does it go, is the new one new.
// A drop and an addition remain, which a pass makes one change of; here they only need no other
// word of the author.
//
//===----------------------------------------------------------------------===//
#include "schemac/IR/MovedColumns.h"
#include "Diff/Differ.h"
#include "Diff/Similarity.h"
#include "schemac/Diff/Diags.h"
#include <algorithm>

namespace schemac {

/// What the old state calls a table of the new one; null when it is new.
const Table *Differ::formerTable(const Table &now) const {
  auto pair = std::ranges::find(tables, &now, &TablePair::to);
  return pair == tables.end() ? nullptr : pair->from;
}

/// Columns of the old state that the new one does not have.
static std::vector<std::string> columnsGone(const std::vector<TablePair> &tables) {
  std::vector<std::string> gone;
  for (TablePair p : tables)
    for (const Column &c : p.from->columns)
      if (!p.to->column(c.name))
        gone.push_back(SubRef{p.from->name, c.name}.str());
  return gone;
}

void Differ::claimMove(const Table &table, const Column &column) {
  std::string now = SubRef{table.name, column.name}.str(), old = column.movedFrom().string();
  auto conflict = [&](std::string why) {
    diags.report(column.range, diag::err_move_conflict, now, old, why);
  };
  const Table *former = formerTable(table);
  bool isNew = !former || !former->column(column.name);
  std::vector<SubRef> named = columnsNamed(from, column.movedFrom().str(), context);
  SubRef source = named.empty() ? SubRef() : named.front();
  if (!source.table.name) {
    if (!isNew) {
      diags.report(column.range, diag::warn_move_applied, now, old);
      return;
    }
    std::vector<std::string> gone = columnsGone(tables);
    if (!from.tables().size()) // from nothing, it speaks of another source
      return;
    auto d = diags.report(column.range, diag::err_move_unknown, now, old);
    if (std::string near = nearestName(old, gone); !near.empty())
      d.note(fmt::format("did you mean '{}'?", near));
    return;
  }
  const Table *was = from.table(source.table);
  const Column *dropped = was->column(source.sub);
  auto pair = std::ranges::find(tables, was, &TablePair::from);
  if (named.size() > 1)
    return conflict(fmt::format("that could be {} as well as {}: its parts can stand in quotes",
                                columnPath(named[0]), columnPath(named[1])));
  if (column.renamedFrom())
    return conflict("it is declared as renamed, too");
  if (was == former)
    return conflict("that is a column of the same table; it is renamed");
  if (pair == tables.end())
    return conflict(fmt::format("'{}' goes as a whole", was->name.str()));
  if (pair->to->column(source.sub) || claimedColumns.count(dropped))
    return conflict("it is still declared");
  if (!isNew)
    return conflict("the column exists beside it");
  if (!movedColumns.insert(dropped).second)
    return conflict("another column claims it too");
  movedColumns.insert(&column);
}

/// Whether a foreign key says which row of the other table gets the value of which row: one of the
/// other table over a key of it, or one of this table, over a required key of it, to rows that are
/// there.
static bool rowsBelongTogether(const Table &table, const Table &other, bool otherIsNew) {
  auto isOptional = [&](Name n) {
    const Column *c = table.column(n);
    return !c || c->nullable;
  };
  auto refers = [](const Table &t, const Table &to, auto serves) {
    return std::ranges::any_of(t.constraints, [&](const Constraint &k) {
      return k.kind == ConstraintKind::ForeignKey && k.refTable == to.name &&
             tellsRowsApart(t, k.columns) && serves(k);
    });
  };
  return refers(other, table, [](const Constraint &) { return true; }) ||
         (!otherIsNew && refers(table, other, [&](const Constraint &k) {
           return std::ranges::none_of(k.columns, isOptional);
         }));
}

/// One of the same name and type that is new in a table whose rows belong to this one's.
void Differ::offerMove(DiagBuilder &d, TablePair pair, const Column &column) {
  std::vector<const Table *> others = createdTables;
  for (TablePair p : different)
    others.push_back(p.to);
  for (const Table *other : others) {
    const Column *now = other->column(column.name);
    const Table *former = formerTable(*other);
    bool isNew = now && !now->movedFrom() && !(former && former->column(column.name));
    if (!isNew || other == pair.to || !rowsBelongTogether(*pair.to, *other, !former) ||
        names.type(column.type) != now->type)
      continue;
    std::string was = columnPath({pair.from->name, column.name});
    offer(d, FixKind::Unsafe, fmt::format("or say that it goes to '{}'", other->name.str()),
          now->range, {Intent::MovedFrom, was},
          fmt::format("--move {}={}", was, columnPath({other->name, now->name})));
  }
}

void Differ::claimMoves() {
  std::vector<const Table *> declared = createdTables; // all others say nothing new
  for (TablePair p : different)
    declared.push_back(p.to);
  for (const Table *t : declared)
    for (const Column &c : t->columns)
      if (c.movedFrom())
        claimMove(*t, c);
}

} // namespace schemac
