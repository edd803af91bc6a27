//===- DiffParents.cpp - Tables that inherit ------------------------------===//
//
// A column or check that is inherited is changed where it comes from, and nowhere else. Tables come
// to their parents when both are alike, and leave them as they are.
//
//===----------------------------------------------------------------------===//

#include "Diff/Differ.h"
#include "schemac/Diff/Diags.h"
#include "schemac/IR/Partitions.h"
#include <algorithm>

namespace schemac {

std::vector<TablePair> Differ::keptParents(TablePair pair) const {
  std::vector<TablePair> kept;
  for (QName old : pair.from->inherits) {
    QName now = names.table(old);
    const Table *was = from.table(old), *is = to.table(now);
    if (was && is && std::ranges::find(pair.to->inherits, now) != pair.to->inherits.end())
      kept.push_back({was, is});
  }
  return kept;
}

bool Differ::followsParent(TablePair pair, ColumnPair c) const {
  return std::ranges::any_of(keptParents(pair), [&](TablePair parent) {
    const Column *was = parent.from->column(c.from->name), *is = parent.to->column(c.to->name);
    if (!was || !is)
      return false;
    auto declared = declaredColumns.find(is);
    return declared != declaredColumns.end()
               ? declared->second == was
               : was->name == is->name && !claimedColumns.contains(was);
  });
}

static const Constraint *inheritable(const Table &table, Name name) {
  const Constraint *c = table.constraint(name);
  return c && c->kind == ConstraintKind::Check && !c->noInherit ? c : nullptr;
}

bool Differ::followsParent(TablePair pair, const Constraint &was, const Constraint &is) const {
  return std::ranges::any_of(keptParents(pair), [&](TablePair parent) {
    return inheritable(*parent.from, was.name) && inheritable(*parent.to, is.name) &&
           !parent.to->constraint(was.name);
  });
}

/// A rename of a column is one of those that inherit it, whether they say so or not.
void Differ::inheritClaims(TablePair pair) {
  for (TablePair parent : keptParents(pair))
    for (const Column &above : parent.to->columns) {
      auto declared = declaredColumns.find(&above);
      if (declared == declaredColumns.end())
        continue;
      const Column *is = pair.to->column(above.name);
      const Column *was = pair.from->column(declared->second->name);
      bool free = is && was && !declaredColumns.contains(is) && !claimedColumns.contains(was) &&
                  !pair.from->column(is->name);
      if (!free)
        continue;
      declaredColumns.emplace(is, was);
      claimedColumns.insert(was);
      names.renameColumn(pair.from->name, was->name, is->name);
    }
}

/// Names and types of columns, which a parent would change with those of the table.
static bool sameShape(const Table &a, const Table &b) {
  return std::ranges::equal(a.columns, b.columns, [](const Column &x, const Column &y) {
    return x.name == y.name && x.type == y.type && x.collation() == y.collation();
  });
}

void Differ::diffParents(TablePair pair) {
  const Table &was = *pair.from, &is = *pair.to;
  std::vector<QName> parents;
  for (QName parent : was.inherits)
    parents.push_back(names.table(parent));
  if (parents == is.inherits)
    return;
  bool joins = parents.size() < is.inherits.size() &&
               std::equal(parents.begin(), parents.end(), is.inherits.begin());
  auto refuse = [&](std::string why) {
    diags.report(is.range, diag::err_inherits_change, is.name.str()).note(std::move(why));
  };
  if (std::vector<Constraint> checks = inheritedChecks(from, was); !joins && !checks.empty())
    return refuse(fmt::format("check '{}' is inherited and none of its own; it would become one, "
                              "and no statement takes that back",
                              checks.front().name.str()));
  std::vector<TablePair> around;
  for (TablePair p : tables)
    if (std::ranges::count(was.inherits, p.from->name) ||
        std::ranges::count(is.inherits, p.to->name))
      around.push_back(p);
  for (size_t i = 0; i < around.size(); ++i) {
    if (!sameShape(*around[i].from, *around[i].to))
      return refuse(fmt::format("columns of '{}' change as well, and would come and go with those "
                                "of the table; change the one first and then the other",
                                around[i].to->name.str()));
    for (TablePair p : tables) // and what those inherit from
      if (std::ranges::count(around[i].to->inherits, p.to->name) &&
          std::ranges::none_of(around, [&](TablePair q) { return q.to == p.to; }))
        around.push_back(p);
  }
  // It leaves all of them, and comes back to some: in one transaction, as nobody could tell how far
  // it came by what it inherits from.
  unsigned change = steps.newChange();
  if (!joins && !was.inherits.empty())
    steps.add(Slot::DetachPartition, change, DetachPartitionOp::make(is.range, was.name));
  for (size_t i = joins ? parents.size() : 0; i < is.inherits.size(); ++i)
    steps.add(Slot::AttachPartition, change,
              AttachPartitionOp::make(is.range, is.name, is.inherits[i]));
}

} // namespace schemac
