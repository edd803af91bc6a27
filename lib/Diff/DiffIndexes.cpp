//===- DiffIndexes.cpp - Indexes of a table that stays
//--------------------------------------------===//

#include "Diff/Differ.h"
#include <algorithm>

namespace schemac {

namespace {
/// An index of the old table, as the new state would write it.
struct OldIndex {
  Index mapped;
  const Index *old;
  bool used = false;
};
} // namespace

static bool sameDefinition(Index a, const Index &b) {
  a.name = b.name;
  return sameIndex(a, b);
}

void Differ::diffIndexes(TablePair pair) {
  std::vector<OldIndex> olds;
  for (const Index &i : pair.from->indexes)
    olds.push_back({names.mapped(i, pair.from->name), &i, false});
  auto find = [&](auto matches) {
    auto it = std::find_if(olds.begin(), olds.end(),
                           [&](const OldIndex &o) { return !o.used && matches(o.mapped); });
    return it == olds.end() ? nullptr : &*it;
  };

  std::vector<const Index *> unmatched, added;
  for (const Index &i : pair.to->indexes) {
    if (auto *o = find([&](const Index &x) { return sameIndex(x, i); }))
      o->used = true;
    else
      unmatched.push_back(&i);
  }
  for (const Index *i : unmatched) {
    auto *o = find([&](const Index &x) { return sameDefinition(x, *i); });
    if (!o) {
      added.push_back(i);
      continue;
    }
    o->used = true;
    steps.add(Slot::RenameIndex,
              RenameIndexOp::make(i->range, SubRef{pair.to->name, o->mapped.name}, i->name));
  }
  auto parametersOnly = [](Index a, const Index &b) {
    a.parameters = b.parameters;
    return sameIndex(a, b);
  };
  std::erase_if(added, [&](const Index *i) {
    auto *o = find([&](const Index &x) { return parametersOnly(x, *i); });
    if (o)
      steps.add(Slot::AlterTable, SetIndexParametersOp::make(
                                      i->range, SubRef{pair.to->name, i->name}, i->parameters));
    return o && (o->used = true);
  });
  for (const Index *i : added) {
    unsigned change = steps.newChange();
    if (auto *o = find([&](const Index &x) { return x.name == i->name; })) {
      o->used = true;
      steps.add(Slot::DropIndex, change,
                DropIndexOp::make(i->range, SubRef{pair.from->name, o->mapped.name}));
    }
    steps.add(Slot::CreateIndex, change,
              CreateIndexOp::make(i->range, SubRef{pair.to->name, i->name}, *i));
  }
  for (const OldIndex &o : olds)
    if (!o.used)
      steps.add(Slot::DropIndex,
                DropIndexOp::make(pair.to->range.isValid() ? pair.to->range : o.old->range,
                                  SubRef{pair.from->name, o.mapped.name}));
}

} // namespace schemac
