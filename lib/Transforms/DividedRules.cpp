//===- DividedRules.cpp - Rules that go while partitions leave ------------===//
//
// A partition that is detached takes a copy along of every constraint and index of its parents. So
// who drops one of them must say where: dropped on the whole before, it is gone from the partition
// too; after that, each has its own.
//
//===----------------------------------------------------------------------===//
#include "Transforms/ByPartition.h"
#include "Transforms/Placement.h"
#include "schemac/IR/Partitions.h"
#include <algorithm>
#include <set>

namespace schemac {

static bool isSameButName(Constraint a, const Constraint &b) {
  a.name = b.name;
  return sameConstraint(a, b);
}
static bool isSameButName(Index a, const Index &b) {
  a.name = b.name;
  return sameIndex(a, b);
}

namespace {

/// The drops that replace nothing, and what they are of.
class DividedRules {
public:
  DividedRules(PlanUnit &unit, const Origins &origins) : unit(unit), origins(origins) {
    if (const Phase *change = unit.plan.findPhase(PhaseKind::Change))
      for (const Op &op : change->steps)
        read(op);
  }
  void run();

private:
  using Key = std::pair<QName, Name>;

  void read(const Op &op);
  Key keyOf(const SubRef &path) const { return {origins.norm(path.table), path.sub}; }
  bool isOfParents(const SubRef &path) const;
  template <class Rule> void settle(const SubRef &path, const Rule &rule);
  template <class Rule> Name nameOn(const Table &part, const Table &parent, const Rule &rule) const;

  PlanUnit &unit;
  const Origins &origins;
  std::set<unsigned> exchanges; ///< changes that add something in place of what they drop
  std::set<Key> dropped;
  std::set<Key> gone, late;
};

} // namespace

static const SubRef *dropOf(const Op &op) {
  if (DropConstraintOp::classof(op) || DropIndexOp::classof(op))
    return &std::get<SubRef>(op.fields[0]);
  return nullptr;
}

void DividedRules::read(const Op &op) {
  if (const SubRef *path = dropOf(op))
    dropped.insert(keyOf(*path));
  else
    exchanges.insert(op.change);
}

/// What a rule of \p parent is called on its partition \p part by itself. Equal ones are told apart
/// by their order.
template <class Rule>
Name DividedRules::nameOn(const Table &part, const Table &parent, const Rule &rule) const {
  unsigned before = 0;
  for (const Table *t : origins.withParents(origins.nowNamed(part.name))) {
    if (t == &part)
      continue;
    for (const Rule &other : likeOnes(*t, rule)) {
      if (t == &parent && other.name == rule.name)
        break;
      before += isSameButName(other, rule);
    }
    if (t == &parent)
      break;
  }
  Table alone = standalone(unit.context, *unit.from, part);
  for (const Rule &own : likeOnes(alone, rule)) {
    bool isOwn = std::ranges::any_of(likeOnes(part, rule),
                                     [&](const Rule &mine) { return mine.name == own.name; });
    if (!isOwn && isSameButName(own, rule) && before-- == 0)
      return own.name;
  }
  return {};
}

/// A rule of a table with partitions that leave.
template <class Rule> void DividedRules::settle(const SubRef &path, const Rule &rule) {
  std::vector<Key> parts;
  bool allLoseIt = true;
  for (QName leaving : origins.detached()) {
    std::vector<const Table *> all = origins.withParents(leaving);
    auto parent = std::ranges::find_if(
        all, [&](const Table *t) { return origins.nowNamed(t->name) == origins.norm(path.table); });
    if (parent == all.end() || parent == all.begin())
      continue;
    Key part{leaving, nameOn(*all.front(), **parent, rule)};
    allLoseIt &= dropped.contains(part);
    parts.push_back(part);
  }
  if (allLoseIt)
    gone.insert(parts.begin(), parts.end());
  else
    late.insert(keyOf(path));
}

/// A rule that refuses something, and that the table has when it stands alone only.
bool DividedRules::isOfParents(const SubRef &path) const {
  const Table *part = origins.table(path.table);
  if (!part || !std::ranges::count(origins.detached(), origins.norm(path.table)) ||
      part->constraint(path.sub) || part->index(path.sub))
    return false;
  Table alone = standalone(unit.context, *unit.from, *part);
  const Index *index = alone.index(path.sub);
  return alone.constraint(path.sub) || (index && index->unique);
}

void DividedRules::run() {
  auto isPure = [&](const Op &op) {
    const SubRef *path = dropOf(op);
    return path && !exchanges.contains(op.change) && origins.isDivided(path->table);
  };
  const Phase *change = unit.plan.findPhase(PhaseKind::Change);
  for (const Op &op : change ? change->steps : std::vector<Op>()) {
    const SubRef *path = dropOf(op);
    const Table *source = path && isPure(op) ? origins.table(path->table) : nullptr;
    if (!source)
      continue;
    const Index *index = source->index(path->sub);
    if (const Constraint *c = source->constraint(path->sub))
      settle(*path, *c);
    else if (index && index->unique)
      settle(*path, *index);
  }
  takeSteps(unit, [&](const Op &op) { return isPure(op) && gone.contains(keyOf(*dropOf(op))); });
  auto isLate = [&](const Op &op) {
    return isPure(op) && (late.contains(keyOf(*dropOf(op))) || isOfParents(*dropOf(op)));
  };
  for (const Op &op : takeSteps(unit, isLate)) {
    Recipe r(unit, op);
    r.keep(placeOfDrop(r, origins, *dropOf(op)), op, "what leaves takes it along");
  }
}

void dropRulesOfDivided(PlanUnit &unit, const Origins &origins) {
  if (unit.from && !origins.detached().empty())
    DividedRules(unit, origins).run();
}

} // namespace schemac
