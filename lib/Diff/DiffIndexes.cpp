//===- DiffIndexes.cpp - Indexes of a table that stays
//--------------------------------------------===//

#include "Diff/Differ.h"
#include "schemac/IR/FitName.h"
#include <algorithm>
#include <set>

namespace schemac {

static bool sameDefinition(Index a, const Index &b) {
  a.name = b.name;
  return sameIndex(a, b);
}

void Differ::diffIndexes(TablePair pair) {
  std::vector<OldIndex> olds;
  for (const Index &i : pair.from->indexes)
    olds.push_back({names.mapped(i, pair.from->name), &i, false});
  diffIndexes(olds, *pair.from, *pair.to, pair.to->indexes);
}

/// Those in a circle, such as two that exchange their names, begin with one that steps aside.
void Differ::addRenamings(QName table, std::vector<Renaming> list,
                          Op (*make)(SourceRange, SubRef, Name)) {
  auto takes = [&](Name taken) { return std::ranges::find(list, taken, &Renaming::from); };
  // One whose new name nobody leaves, or whose chain ends with such a one, is in no circle.
  auto circles = [&](const Renaming &r) {
    auto next = takes(r.to);
    for (size_t n = 0; n < list.size() && next != list.end(); ++n, next = takes(next->to))
      if (next->from == r.from)
        return true;
    return false;
  };
  std::set<Name> done;
  for (const Renaming &r : list) {
    if (done.count(r.from))
      continue;
    if (!circles(r)) {
      steps.add(Slot::RenameIndex, make(r.range, SubRef{table, r.from}, r.to));
      continue;
    }
    unsigned change = steps.newChange();
    Name aside = context.name(fitName(r.from.string(), "_schemac_old"));
    steps.add(Slot::RenameIndex, change, make(r.range, SubRef{table, r.from}, aside));
    done.insert(r.from);
    // Whoever takes the name that was left leaves one in turn.
    for (auto next = std::ranges::find(list, r.from, &Renaming::to); next->from != r.from;
         next = std::ranges::find(list, next->from, &Renaming::to)) {
      steps.add(Slot::RenameIndex, change, make(next->range, SubRef{table, next->from}, next->to));
      done.insert(next->from);
    }
    steps.add(Slot::RenameIndex, change, make(r.range, SubRef{table, aside}, r.to));
  }
}

/// The rows of a materialized view stay, whatever becomes of its indexes.
void Differ::diffIndexes(const View &old, const View &now) {
  std::vector<OldIndex> olds;
  for (const Index &i : old.indexes)
    olds.push_back({i, &i, false});
  diffIndexes(olds, old, now, now.indexes);
}

void Differ::diffIndexes(std::vector<OldIndex> &olds, const Entity &before, const Entity &now,
                         const std::vector<Index> &wanted) {
  auto find = [&](auto matches) {
    auto it = std::find_if(olds.begin(), olds.end(),
                           [&](const OldIndex &o) { return !o.used && matches(o.mapped); });
    return it == olds.end() ? nullptr : &*it;
  };

  std::vector<const Index *> unmatched, added;
  for (const Index &i : wanted) {
    if (auto *o = find([&](const Index &x) { return sameIndex(x, i); }))
      o->used = true;
    else
      unmatched.push_back(&i);
  }
  std::vector<Renaming> renamings;
  for (const Index *i : unmatched) {
    auto *o = find([&](const Index &x) { return sameDefinition(x, *i); });
    if (!o) {
      added.push_back(i);
      continue;
    }
    o->used = true;
    renamings.push_back({o->mapped.name, i->name, i->range});
  }
  addRenamings(now.name, renamings, [](SourceRange range, SubRef path, Name to) {
    return RenameIndexOp::make(range, path, to);
  });
  auto parametersOnly = [](Index a, const Index &b) {
    a.parameters = b.parameters;
    return sameIndex(a, b);
  };
  std::erase_if(added, [&](const Index *i) {
    auto *o = find([&](const Index &x) { return parametersOnly(x, *i); });
    if (o)
      steps.add(Slot::AlterTable,
                SetIndexParametersOp::make(i->range, SubRef{now.name, i->name}, i->parameters));
    return o && (o->used = true);
  });
  for (const Index *i : added) {
    unsigned change = steps.newChange();
    if (auto *o = find([&](const Index &x) { return x.name == i->name; })) {
      o->used = true;
      steps.add(Slot::DropIndex, change,
                DropIndexOp::make(i->range, SubRef{before.name, o->mapped.name}));
    }
    steps.add(Slot::CreateIndex, change,
              CreateIndexOp::make(i->range, SubRef{now.name, i->name}, *i));
  }
  // A part goes with the index of the parent, and not without it.
  for (const OldIndex &o : olds)
    if (!o.used && !o.old->partOf)
      steps.add(Slot::DropIndex, DropIndexOp::make(now.range.isValid() ? now.range : o.old->range,
                                                   SubRef{before.name, o.mapped.name}));
}

} // namespace schemac
