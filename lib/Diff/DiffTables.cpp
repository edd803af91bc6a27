//===- DiffTables.cpp - Tables made, dropped, renamed, changed ------------===//

#include "Diff/Differ.h"
#include "Diff/RenameOrder.h"
#include "schemac/IR/FitName.h"
#include "schemac/IR/SchemaIndex.h"
#include "schemac/IR/Traits.h"
#include <algorithm>
#include <unordered_set>

namespace schemac {

void Differ::diffTables() {
  addDivisions();
  renameTables();
  for (const Table *t : createdTables)
    createTable(*t);
  dropTables();
  for (TablePair pair : different)
    diffTable(pair);
  if (std::ranges::any_of(different, [](TablePair p) { return !p.to->inherits.empty(); }))
    relaxParentsFirst();
}

void Differ::createTable(const Table &table) {
  Table body = table;
  bool inTable = traitsOf(to.dialect).foreignKeysInTables;
  std::erase_if(body.constraints, [&](const Constraint &c) {
    return c.kind == ConstraintKind::ForeignKey && !inTable;
  });
  std::erase_if(body.policies, readsRows);
  auto isFrom = [](const Trigger &t) { return t.action && t.action->fromTable; };
  std::erase_if(body.triggers, isFrom); // that table may come later
  body.drops.clear();
  body.renamedFrom = Name();
  steps.add(Slot::CreateTable, CreateTableOp::make(table.range, std::move(body)));
  for (const Constraint &c : table.constraints)
    if (c.kind == ConstraintKind::ForeignKey && !inTable)
      steps.add(Slot::AddForeignKey, AddForeignKeyOp::make(c.range, SubRef{table.name, c.name}, c));
  for (const Trigger &t : table.triggers)
    if (isFrom(t))
      steps.add(Slot::CreateTrigger, CreateTriggerOp::make(t.range, SubRef{table.name, t.name}, t));
  for (const Policy &p : table.policies)
    if (readsRows(p))
      addPolicy(p, {CreatePolicyOp::make(p.range, SubRef{table.name, p.name}, p)});
}

void Differ::renameTables() {
  if (!names.any())
    return;
  std::vector<TablePair> renamed;
  std::vector<NameMove<QName>> moves;
  for (TablePair p : tables)
    if (!(p.from->name == p.to->name)) {
      renamed.push_back(p);
      moves.push_back({p.from->name, p.to->name});
    }
  std::vector<unsigned> change(moves.size());
  inFreeOrder(
      moves,
      [&](QName n) { return QName{n.ns, context.name(fitName(n.name.string(), "_schemac_old"))}; },
      [&](size_t i, QName old, QName now) {
        SourceRange range = renamed[i].to->range;
        if (!change[i])
          change[i] = steps.newChange();
        if (old.name != now.name)
          steps.add(Slot::RenameTable, change[i], RenameTableOp::make(range, old, now.name));
        if (old.ns == now.ns)
          return;
        QName here{old.ns, now.name};
        steps.add(Slot::RenameTable, change[i],
                  now.ns ? MoveTableOp::make(range, here, now.ns) : MoveTableOp::make(range, here));
      });
}

/// Children before parents. A foreign key that closes a cycle is dropped first.
namespace {
class DropOrder {
public:
  explicit DropOrder(const std::vector<const Table *> &tables) {
    for (const Table *t : tables)
      gone.emplace(t->name, t);
    for (const Table *t : tables)
      for (const Constraint &c : t->constraints)
        if (c.kind == ConstraintKind::ForeignKey && gone.count(c.refTable) &&
            !(c.refTable == t->name))
          children[c.refTable].emplace_back(t, &c);
    for (const Table *t : tables) {
      if (t->partitionOf)
        parts[t->partitionOf].push_back(t);
      for (QName parent : t->inherits)
        parts[parent].push_back(t);
    }
    for (const Table *t : tables)
      visit(*t);
  }
  std::vector<const Table *> order;
  std::vector<std::pair<const Table *, const Constraint *>> cyclic;

private:
  void visit(const Table &t) {
    if (!state.emplace(&t, false).second)
      return;
    if (auto it = parts.find(t.name); it != parts.end())
      for (const Table *part : it->second)
        visit(*part);
    if (auto it = children.find(t.name); it != children.end())
      for (auto [child, key] : it->second) {
        visit(*child);
        if (!state[child])
          cyclic.emplace_back(child, key);
      }
    state[&t] = true;
    order.push_back(&t);
  }
  std::unordered_map<QName, const Table *> gone;
  std::unordered_map<QName, std::vector<std::pair<const Table *, const Constraint *>>> children;
  std::unordered_map<QName, std::vector<const Table *>> parts;
  std::unordered_map<const Table *, bool> state; ///< true: in the order already
};
} // namespace

/// A partition cannot be dropped while others refer to the whole; it can be detached.
bool Differ::isReferredThroughWhole(const Table &t) const {
  for (const Table *whole = &t; whole && whole->partitionOf;) {
    whole = from.table(whole->partitionOf);
    auto stays = [&](const Table *table) {
      return std::ranges::find(droppedTables, table) == droppedTables.end();
    };
    if (whole && stays(whole) &&
        std::ranges::any_of(from.index().referencing(whole->name),
                            [&](QName user) { return stays(from.table(user)); }))
      return true;
  }
  return false;
}

/// In the archive a partition or an heir would still be read and written through the table that
/// stays.
bool Differ::leavesForArchive(const Table &t) const {
  const DropIntent *drop = findDrop(to.drops, t.name);
  auto stays = [&](QName n) {
    return std::ranges::none_of(droppedTables, [&](const Table *o) { return o->name == n; });
  };
  return drop && drop->archive &&
         ((t.partitionOf && stays(t.partitionOf)) || std::ranges::any_of(t.inherits, stays));
}

void Differ::dropTables() {
  DropOrder drop(droppedTables);
  std::unordered_map<const Table *, unsigned> changes;
  for (const Table *t : drop.order) {
    checkTableDrop(*t);
    if (isReferredThroughWhole(*t) || leavesForArchive(*t))
      steps.add(Slot::DetachPartition, steps.newChange(),
                DetachPartitionOp::make(t->range, t->name));
    unsigned change = changes[t] = steps.newChange();
    // Something renamed may take the name over; then the table goes before.
    bool early = to.table(t->name) != nullptr;
    steps.add(early ? Slot::DropEarly : Slot::DropTable, change,
              DropTableOp::make(t->range, t->name));
  }
  for (auto [child, key] : drop.cyclic)
    if (!traitsOf(to.dialect).foreignKeysInTables)
      steps.add(Slot::DropForeignKey, changes[child],
                DropConstraintOp::make(child->range, SubRef{child->name, key->name}));
}

static bool equalAsWritten(const Table &a, const Table &b) {
  return a.tablespace == b.tablespace && a.unlogged == b.unlogged &&
         a.replicaIdentity == b.replicaIdentity && a.replicaIndex == b.replicaIndex &&
         a.inherits == b.inherits && a.partitionBy == b.partitionBy &&
         a.partitionOf == b.partitionOf && a.bound == b.bound && a.parameters == b.parameters &&
         sameRowParts(a, b) &&
         std::equal(a.columns.begin(), a.columns.end(), b.columns.begin(), b.columns.end(),
                    [](const Column &x, const Column &y) {
                      return x.name == y.name && sameColumn(x, y) && !y.extra;
                    }) &&
         std::equal(a.constraints.begin(), a.constraints.end(), b.constraints.begin(),
                    b.constraints.end(), sameConstraint) &&
         std::equal(a.indexes.begin(), a.indexes.end(), b.indexes.begin(), b.indexes.end(),
                    sameIndex) &&
         std::equal(a.triggers.begin(), a.triggers.end(), b.triggers.begin(), b.triggers.end(),
                    sameTrigger) &&
         std::equal(a.policies.begin(), a.policies.end(), b.policies.begin(), b.policies.end(),
                    samePolicy) &&
         a.rowSecurity == b.rowSecurity && a.forceRowSecurity == b.forceRowSecurity;
}

/// What the table names outside of itself is called as before.
static bool untouched(const Table &t, const NameMap &names) {
  if (names.table(t.partitionOf) != t.partitionOf)
    return false;
  for (QName parent : t.inherits)
    if (names.table(parent) != parent)
      return false;
  for (const Policy &p : t.policies)
    if (names.expr(t.name, p.usingExpr) != p.usingExpr ||
        names.expr(t.name, p.withCheck) != p.withCheck)
      return false;
  for (const Column &c : t.columns)
    if (!(names.type(c.type) == c.type) || names.defaultOf(t.name, c) != c.defaultExpr)
      return false;
  for (const Constraint &c : t.constraints)
    if (c.kind == ConstraintKind::ForeignKey &&
        (!(names.table(c.refTable) == c.refTable) ||
         names.columnList(c.refTable, c.refColumns) != c.refColumns))
      return false;
  return true;
}

/// How many tables the table has its columns from, at any distance: more than each of them.
static size_t ancestors(const Schema &schema, const Table &table) {
  std::vector<QName> above = table.inherits;
  std::unordered_set<QName> seen(above.begin(), above.end());
  for (size_t i = 0; i < above.size(); ++i)
    if (const Table *t = schema.table(above[i]))
      for (QName parent : t->inherits)
        if (seen.insert(parent).second)
          above.push_back(parent);
  return above.size();
}

/// Nearly all tables are equal, so this one look at each of them is what a diff costs: it finds
/// those that differ or state an intent, and when names change, those that mention one.
void Differ::compareTables() {
  std::vector<TablePair> equal;
  for (TablePair p : tables) {
    if (p.to->drops.empty() && (p.from == p.to || equalAsWritten(*p.from, *p.to)))
      equal.push_back(p);
    else
      different.push_back(p);
  }
  for (TablePair p : different)
    claimColumns(p);
  bool inherits =
      std::ranges::any_of(different, [](TablePair p) { return !p.to->inherits.empty(); });
  if (inherits) {
    std::ranges::stable_sort(different, {}, [&](TablePair p) { return ancestors(to, *p.to); });
    for (TablePair p : different)
      inheritClaims(p);
  }
  if (names.any())
    for (TablePair p : equal)
      if (!untouched(*p.from, names))
        different.push_back(p);
  // An heir gets what it has as its own before its parent passes the same on, so that the way back,
  // parent first, takes nothing off that is inherited. One that leaves its parent is an heir until
  // then: what is proved of the parent is proved of its rows as well.
  if (std::ranges::any_of(different, [](TablePair p) {
        return !p.to->inherits.empty() || !p.from->inherits.empty();
      }))
    std::ranges::stable_sort(different, std::greater(), [&](TablePair p) {
      return std::max(ancestors(to, *p.to), ancestors(from, *p.from));
    });
}

/// NOT NULL goes from parents before it goes from their heirs: on the way back it comes to the
/// heirs first, as the parent would pass it on to those that have none.
void Differ::relaxParentsFirst() {
  std::vector<Op> &all = steps.in(Slot::AlterColumn), relaxed;
  std::vector<size_t> places;
  auto parents = [&](const Op &op) {
    const Table *t = to.table(DropNotNullOp(op).column().table);
    return t ? ancestors(to, *t) : 0;
  };
  for (size_t i = 0; i < all.size(); ++i)
    if (DropNotNullOp::classof(all[i])) {
      places.push_back(i);
      relaxed.push_back(std::move(all[i]));
    }
  std::ranges::stable_sort(relaxed, {}, parents);
  for (size_t i = 0; i < places.size(); ++i)
    all[places[i]] = std::move(relaxed[i]);
}

void Differ::diffTable(TablePair written) {
  diffPartition(written);
  TablePair pair = inTheOpen(written);
  diffTableOptions(pair);
  checkTableDropIntents(pair);
  ColumnMatch match = matchColumns(pair);
  findColumnRenames(pair, match);
  diffColumns(pair, match);
  diffConstraints(pair);
  diffIndexes(pair);
  diffTriggers(pair);
  diffPolicies(pair);
}

} // namespace schemac
