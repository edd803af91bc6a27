//===- MoveGroups.cpp - Which columns move together -----------------------===//
#include "Transforms/MovePlanner.h"
#include "schemac/IR/ColumnUses.h"
#include "schemac/IR/Partitions.h"
#include "schemac/IR/Queries.h"
#include "schemac/IR/SchemaIndex.h"
#include <algorithm>

namespace schemac {

bool MoveGroup::has(MoveReason reason) const { return std::ranges::count(reasons, reason) != 0; }

const ColumnMove *MoveGroup::find(QName table, Name to) const {
  auto it = std::ranges::find_if(
      columns, [&](const ColumnMove &m) { return m.table == table && m.to == to; });
  return it == columns.end() ? nullptr : &*it;
}

const ColumnMove *MoveGroup::findBefore(QName table, Name from) const {
  auto it = std::ranges::find_if(
      columns, [&](const ColumnMove &m) { return m.table == table && m.from == from; });
  return it == columns.end() ? nullptr : &*it;
}

size_t MovePlanner::root(size_t i) const {
  while (parents[i] != i)
    i = parents[i] = parents[parents[i]];
  return i;
}
void MovePlanner::join(size_t a, size_t b) { parents[root(b)] = root(a); }

std::optional<size_t> MovePlanner::at(QName table, Name column, bool source) const {
  const auto &map = source ? bySource : byTarget;
  auto it = map.find({table, column});
  return it == map.end() ? std::nullopt : std::optional<size_t>(it->second);
}

/// Joins the moved columns of \p names.
template <class Fn>
static void joinEach(std::optional<size_t> &first, Fn join, std::optional<size_t> i) {
  if (i && first)
    join(*first, *i);
  if (i && !first)
    first = i;
}

/// What is built over columns of \p state, which are those of \p root.
void MovePlanner::joinTable(const Table &state, const Table &root, bool source) {
  QName table = source ? origins.nowNamed(root.name) : root.name;
  auto joins = [&](size_t a, size_t b) { join(a, b); };
  // Few of many columns move, and a table may have thousands of indexes.
  std::vector<std::pair<Name, size_t>> moved;
  for (const Column &c : root.columns)
    if (std::optional<size_t> i = at(table, c.name, source))
      moved.emplace_back(c.name, *i);
  auto joinUses = [&](auto uses) {
    std::optional<size_t> first;
    for (const auto &[column, i] : moved)
      if (uses(column))
        joinEach(first, joins, std::optional(i));
  };
  for (const Index &index : state.indexes)
    joinUses([&](Name n) { return usesColumn(index, n, state.name.name); });
  for (const Constraint &c : state.constraints)
    joinUses([&](Name n) { return usesColumn(c, n, state.name.name); });
}

void MovePlanner::joinReferences(const Schema &schema, bool source) {
  auto named = [&](QName n) { return origins.columnsOf(source ? origins.nowNamed(n) : n); };
  std::vector<std::pair<QName, QName>> tables; // partitions after the table whose columns they have
  for (const ColumnMove &m : moves) {
    QName root = source ? origins.sourceName(m.table) : m.table;
    tables.emplace_back(root, root);
    for (QName part : partitionsBelow(schema, root))
      tables.emplace_back(root, part);
  }
  std::sort(tables.begin(), tables.end());
  tables.erase(std::unique(tables.begin(), tables.end()), tables.end());
  for (auto [root, table] : tables) {
    const Table *state = schema.table(table);
    if (!state)
      continue;
    joinTable(*state, *schema.table(root), source);
    for (QName user : schema.index().referencing(table))
      for (const Constraint &fk : schema.table(user)->constraints) {
        if (fk.kind != ConstraintKind::ForeignKey || fk.refTable != table)
          continue;
        std::optional<size_t> first;
        auto joins = [&](size_t a, size_t b) { join(a, b); };
        for (size_t i = 0; i < fk.columns.size(); ++i) {
          joinEach(first, joins, at(named(user), fk.columns[i], source));
          joinEach(first, joins, at(named(table), fk.refColumns[i], source));
        }
      }
  }
}

void MovePlanner::joinAll() {
  parents.resize(moves.size() + plan.enums.size());
  for (size_t i = 0; i < parents.size(); ++i)
    parents[i] = i;
  for (size_t i = 0; i < moves.size(); ++i)
    for (size_t e = 0; e < plan.enums.size(); ++e)
      if (moves[i].viaEnum == plan.enums[e].get())
        join(i, moves.size() + e);
  joinReferences(*unit.from, true);
  joinReferences(*unit.to, false);
  joinFamilies();
  joinViews();
}

/// A view is made again once, when all that it is over has changed places: between two exchanges
/// the first one would be left half done.
void MovePlanner::joinViews() {
  for (const View &view : unit.from->views()) {
    std::optional<size_t> first;
    for (size_t i = 0; i < moves.size(); ++i) {
      QName table = origins.sourceName(moves[i].table);
      if (!moves[i].renames() && mayMention(view.query, table) &&
          mayUseColumn(view, table, moves[i].from))
        joinEach(first, [&](size_t a, size_t b) { join(a, b); }, i);
    }
  }
}

/// Those that inherit a column move with it.
void MovePlanner::joinFamilies() {
  for (size_t i = 0; i < moves.size(); ++i)
    for (QName heir : familyOf(*unit.from, origins.sourceName(moves[i].table)))
      if (std::optional<size_t> j = at(origins.nowNamed(heir), moves[i].from, true))
        join(i, *j);
}

bool followsParent(const PlanUnit &unit, const Origins &origins, const MoveGroup &group,
                   const ColumnMove &m) {
  const Table *source = origins.table(m.table);
  return source && std::ranges::any_of(giversOf(*unit.from, *source, m.from), [&](QName giver) {
           return group.findBefore(origins.nowNamed(giver), m.from) != nullptr;
         });
}

//===--- groups -----------------------------------------------------------===//

bool MovePlanner::isKeyed(const ColumnMove &m) const {
  const Table *target = origins.targetTable(m.table);
  return target && std::ranges::any_of(target->constraints, [&](const Constraint &c) {
           return c.kind != ConstraintKind::Check && std::ranges::count(c.columns, m.to);
         });
}

static void addReason(MoveGroup &group, MoveReason reason) {
  if (!group.has(reason))
    group.reasons.push_back(reason);
}

static void addChange(MoveGroup &group, unsigned change) {
  if (change && (!group.change || change < group.change))
    group.change = change;
}

void MovePlanner::makeGroups() {
  std::map<size_t, MoveGroup> groups;
  for (size_t i = 0; i < moves.size(); ++i) {
    MoveGroup &group = groups[root(i)];
    addReason(group, moves[i].renames()  ? MoveReason::Rename
                     : isKeyed(moves[i]) ? MoveReason::KeyType
                                         : MoveReason::Type);
    addChange(group, moves[i].change);
    group.columns.push_back(moves[i]);
  }
  for (size_t e = 0; e < plan.enums.size(); ++e) {
    MoveGroup &group = groups[root(moves.size() + e)];
    addReason(group,
              plan.enums[e]->renamed.empty() ? MoveReason::RemovedLabel : MoveReason::RenamedLabel);
    addChange(group, plan.enums[e]->change);
    group.enums.push_back(plan.enums[e].get());
  }
  for (auto &[key, group] : groups)
    plan.groups.push_back(std::move(group));
}

} // namespace schemac
